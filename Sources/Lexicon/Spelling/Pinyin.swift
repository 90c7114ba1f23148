/// The readings of simplified Chinese characters, without tones: `tui` for 退.
enum Pinyin {
    /// The most letters of a syllable.
    static let longestSyllable = 6

    /// Returns the characters that are read as `syllable`, in lower case. `ü` is typed as `v`.
    static func characters(readAs syllable: some StringProtocol) -> [Unicode.Scalar] {
        table.characters[String(syllable)] ?? []
    }

    /// Returns the other characters with a reading of `character`.
    static func homophones(of character: Unicode.Scalar) -> [Unicode.Scalar] {
        sharing(table.syllables[character] ?? [], in: table.characters, with: character)
    }

    /// Returns the other characters with a reading that is often taken for one of `character`: `zh` for `z`, `n` for
    /// `l`, `ing` for `in`. Homophones are among them.
    static func nearHomophones(of character: Unicode.Scalar) -> [Unicode.Scalar] {
        sharing((table.syllables[character] ?? []).map(confused), in: table.confused, with: character)
    }

    /// Returns whether `word`, in lower case, can be divided into syllables.
    static func canRead(_ word: some StringProtocol) -> Bool {
        let letters = Array(word)
        var ends = [Bool](repeating: false, count: letters.count + 1)
        ends[0] = true
        for start in letters.indices where ends[start] {
            for end in (start + 1)...min(letters.count, start + longestSyllable)
            where table.characters[String(letters[start..<end])] != nil {
                ends[end] = true
            }
        }
        return ends[letters.count]
    }

    private static func sharing(
        _ keys: [String],
        in characters: [String: [Unicode.Scalar]],
        with character: Unicode.Scalar
    ) -> [Unicode.Scalar] {
        var seen: Set<Unicode.Scalar> = [character]
        return keys.flatMap { characters[$0] ?? [] }.filter { seen.insert($0).inserted }
    }

    /// Returns one form for all syllables that speakers of southern dialects, and their input methods, confuse.
    private static func confused(_ syllable: String) -> String {
        var form = syllable
        if form.dropFirst().first == "h" { form.remove(at: form.index(after: form.startIndex)) }
        if form.first == "n" { form = "l" + form.dropFirst() }
        return form.hasSuffix("ng") && !form.hasSuffix("ong") ? String(form.dropLast()) : form
    }

    private struct Table {
        var characters: [String: [Unicode.Scalar]] = [:]
        var confused: [String: [Unicode.Scalar]] = [:]
        var syllables: [Unicode.Scalar: [String]] = [:]
    }

    private static let table: Table = {
        var table = Table()
        for line in WordList(PackageResources.pinyin_txt)[""] {
            let parts = line.split(separator: " ")
            guard parts.count == 2 else { continue }
            let syllable = String(parts[0])
            let characters = Array(parts[1].unicodeScalars)
            table.characters[syllable] = characters
            table.confused[confused(syllable), default: []] += characters
            for character in characters { table.syllables[character, default: []].append(syllable) }
        }
        // Both ways to type `ü` are common.
        for (typed, syllable) in [("lue", "lve"), ("nue", "nve")] {
            table.characters[typed] = table.characters[syllable]
        }
        return table
    }()
}
