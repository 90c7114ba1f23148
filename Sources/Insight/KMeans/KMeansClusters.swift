/// Clusters that k-means found.
package struct KMeansClusters: Sendable, Hashable {
    /// The mean of each cluster, one a row.
    package let centres: VectorTable
    /// The cluster of each row.
    package let assignments: [Int32]
    /// The sum of the squared distances of all rows to their centres.
    package let inertia: Double
    /// The number of passes over all rows.
    package let iterations: Int
}
