import RAGCore

/// A completion model whose requests are reserved at a cost meter before they are sent.
package struct MeteredModel: ChatModel {
    private let base: any ChatModel
    private let meter: CostMeter

    /// Wraps `base`.
    package init(_ base: any ChatModel, meter: CostMeter) {
        self.base = base
        self.meter = meter
    }

    /// The name of the wrapped model.
    package var name: String { base.name }

    /// Returns the reply of the wrapped model. Throws `BatchStop.cost` if the cost limit leaves no room for it.
    package func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let stream = ReplyStream(request, base, meter)
        return AsyncThrowingStream { try await stream.next() }
    }

    /// One reply and its reservation.
    private actor ReplyStream {
        private let request: ChatRequest
        private let model: any ChatModel
        private let meter: CostMeter
        private var events: AsyncThrowingStream<ChatEvent, any Error>?
        private var reserved: Double?
        private var text = ""
        private var usage: TokenUsage?

        init(_ request: ChatRequest, _ model: any ChatModel, _ meter: CostMeter) {
            (self.request, self.model, self.meter) = (request, model, meter)
        }

        deinit {
            guard let reserved else { return }
            // The reader stopped early; the text written until then is paid for.
            let used = Self.used(usage, text, request)
            Task { [meter] in await meter.settle(reserved, used) }
        }

        func next() async throws -> ChatEvent? {
            if events == nil {
                reserved = try await meter.reserve(request)
                events = model.reply(to: request)
            }
            guard var iterator = events?.makeAsyncIterator() else { return nil }
            do {
                let event = try await iterator.next()
                switch event {
                case .text(let piece): text += piece
                case .usage(let tokens): usage = tokens
                case .withdrawn, .finished: break
                case nil: await settle()
                }
                return event
            } catch {
                await settle()
                throw error
            }
        }

        /// Returns the tokens that the provider reported, else an estimate; nil if nothing was written.
        private static func used(_ usage: TokenUsage?, _ text: String, _ request: ChatRequest) -> TokenUsage? {
            if let usage { return usage }
            guard !text.isEmpty else { return nil }
            return TokenUsage(input: request.estimatedInput, output: TokenEstimator.count(text))
        }

        private func settle() async {
            guard let amount = reserved else { return }
            reserved = nil
            await meter.settle(amount, Self.used(usage, text, request))
        }
    }
}
