import RAGCore
import Synchronization

/// The sessions in which a question is being answered: one question at a time in each.
final class SessionHolds: Sendable {
    /// A session that is held until nobody refers to this any more.
    final class Hold: Sendable {
        private let holds: SessionHolds
        private let name: Name

        fileprivate init(_ holds: SessionHolds, _ name: Name) {
            self.holds = holds
            self.name = name
        }

        deinit { holds.held.withLock { _ = $0.remove(name) } }
    }

    /// A session as its owner names it. Somebody else who guesses its id does not hold it up.
    fileprivate struct Name: Hashable {
        let session: Session.ID
        let owner: String
    }

    private let held = Mutex<Set<Name>>([])

    /// Holds a session of `owner`. Throws `APIError` where another question of it is being answered.
    func hold(_ session: Session.ID, of owner: String) throws(APIError) -> Hold {
        let name = Name(session: session, owner: owner)
        guard held.withLock({ $0.insert(name).inserted }) else { throw .sessionBusy }
        return Hold(self, name)
    }
}
