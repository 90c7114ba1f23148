import Hummingbird

/// `GET /v1/models`: the one model that kefu is.
struct ModelsEndpoint: Sendable {
    private struct Model: Encodable {
        let id = ChatReply.model
        let object = "model"
        let created: Int
        let ownedBy = "kefu"
    }

    private struct Reply: Encodable {
        let object = "list"
        let data: [Model]
    }

    /// The time at which the service began, in seconds since 1970.
    let started: Int

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.get, "/v1/models", for: .keyHolders) { _, _, _ in .json(Reply(data: [Model(created: started)])) }
        routes.on(.get, "/v1/models/:id", for: .keyHolders) { _, context, _ in
            guard try context.parameters.require("id") == ChatReply.model else {
                throw APIError(
                    .notFound,
                    .notFound,
                    "model_not_found",
                    field: "model",
                    "The only model is kefu",
                    "只有 kefu 这一个模型"
                )
            }
            return .json(Model(created: started))
        }
    }
}
