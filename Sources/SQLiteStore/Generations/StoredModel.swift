/// A row of `models`: the ID of a model and the length of its vectors.
struct StoredModel {
    let id: Int64
    /// The number of components of every vector of the model; nil until the first one is stored.
    let width: Int?
}
