/// The names of the models that are used where none is set.
package enum DefaultModels {
    /// Embedding model of a service.
    package static let embedding = "text-embedding-3-small"
    /// Completion model of a service.
    package static let completion = "gpt-4.1-mini"
    /// Completion model on this machine, a file in the cache folder of models.
    package static let engine = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
}
