import ArgumentParser

/// The program behind scripts/bench, with one subcommand per measurement.
@main
struct KefuBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kefu-bench",
        abstract: "Measures parts of kefu.",
        subcommands: [
            EncoderBench.self, VectorBench.self, ChunkingBench.self, StoreBench.self, RefreshBench.self,
            SearchBench.self, EmbeddingServer.self, BatchServer.self, EncoderTexts.self,
            KMeansBench.self, PCABench.self, LogisticBench.self, ReadBench.self, TokenMeansBench.self,
        ]
    )
}
