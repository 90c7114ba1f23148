/// A number as a text writes it, in groups of digits, and the kind of private data that it is.
struct WrittenNumber: Sendable {
    let groups: [String]
    /// The separators between the groups; one fewer than the groups.
    let separators: [String]
    let hasPlus: Bool
    /// Whether an X follows, which may be the check digit of an identity card.
    let endsInX: Bool
    let context: NumberContext

    private var digits: String { groups.joined() }

    /// A key that is equal for all spellings of the number: without the country code of China and leading zeros.
    var key: String {
        var digits = digits[...]
        if digits.hasPrefix("00") { digits = digits.dropFirst(2) }
        if digits.hasPrefix("86"), digits.count > 11 || hasPlus { digits = digits.dropFirst(2) }
        return String(digits.drop { $0 == "0" })
    }

    var kind: PrivateDataMask.Kind? {
        if context.subject == .other { return nil }
        if isIdentityNumber { return .id }
        // The X belongs to another word.
        if endsInX { return nil }
        if isCardNumber { return .card }
        return isPhoneNumber ? .phone : nil
    }

    // MARK: Identity cards

    /// Whether it has the form of a resident identity number (GB 11643-1999: region, date of birth, order, check
    /// digit). If the words around it say so, a wrong check digit and the 15 digits of cards before 1999 count as
    /// well.
    private var isIdentityNumber: Bool {
        let characters = endsInX ? digits + "X" : digits
        if context.subject == .id, [15, 18].contains(characters.count) { return true }
        guard characters.count == 18, groups.count <= 4, let first = characters.first, ("1"..."9").contains(first)
        else {
            return false
        }
        let values = characters.map { $0 == "X" ? 10 : $0.wholeNumberValue ?? 0 }
        let year = values[6...9].reduce(0) { $0 * 10 + $1 }
        let month = values[10] * 10 + values[11]
        let day = values[12] * 10 + values[13]
        guard (1900...2100).contains(year), (1...12).contains(month), (1...31).contains(day) else { return false }
        // ISO 7064, MOD 11-2: weights are powers of 2.
        let sum = zip(values, (0..<18).reversed()).reduce(0) { $0 + $1.0 * ((1 << $1.1) % 11) }
        return sum % 11 == 1
    }

    // MARK: Payment cards

    private var isCardNumber: Bool {
        guard (14...19).contains(digits.count), groups.count <= 5, separators.allSatisfy({ $0 == " " || $0 == "-" }),
            groups.allSatisfy({ $0.count >= 3 }) || groups.count == 1
        else { return false }
        if context.subject == .card, digits.count >= 15 { return true }
        return hasIssuer && passesLuhn
    }

    /// Whether first digits and length are those of a large card network (ISO/IEC 7812, ranges as the networks
    /// publish them).
    private var hasIssuer: Bool {
        let count = digits.count
        let first = Int(digits.prefix(4)) ?? 0
        return switch first {
        case 4000...4999: count == 16
        case 5100...5599, 2221...2720, 3528...3589: count == 16
        case 3400...3499, 3700...3799: count == 15
        case 3000...3059, 3600...3699, 3800...3899: count == 14
        case 6011, 6440...6599: count == 16
        case 6200...6299: count >= 16
        default: false
        }
    }

    /// Whether the Luhn check digit is right (ISO/IEC 7812-1, annex B).
    private var passesLuhn: Bool {
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let value = digit.element.wholeNumberValue ?? 0
            let doubled = digit.offset.isMultiple(of: 2) ? value : value * 2
            return sum + doubled / 10 + doubled % 10
        }
        return sum.isMultiple(of: 10)
    }

    // MARK: Telephones

    private var isPhoneNumber: Bool {
        if isServiceNumber { return false }
        let isNamed = context.subject == .phone
        if isNamed, (7...15).contains(digits.count), groups.count <= 5 { return true }
        if hasPlus { return (8...15).contains(digits.count) && groups.count <= 6 }
        return isChineseMobile || isChineseLandline || isForeign
    }

    /// Whether it is a number that companies publish: 400 and 800 in China, toll-free numbers in North America.
    private var isServiceNumber: Bool {
        let national = hasPlus && digits.hasPrefix("1") ? digits.dropFirst() : digits[...]
        return digits.count == 10 && (digits.hasPrefix("400") || digits.hasPrefix("800"))
            || national.count == 10
                && ["800", "833", "844", "855", "866", "877", "888"].contains { national.hasPrefix($0) }
    }

    /// Whether it is a Chinese mobile number: 11 digits that begin with 13 to 19, in at most three groups of at least
    /// three digits, with or without country code.
    private var isChineseMobile: Bool {
        var groups = groups[...]
        if let first = groups.first, groups.count > 1, ["86", "086", "0086"].contains(first) {
            groups = groups.dropFirst()
        }
        var number = groups.joined()[...]
        if groups.count == 1, number.count > 11 {
            guard let country = ["0086", "86"].first(where: number.hasPrefix) else { return false }
            number = number.dropFirst(country.count)
        }
        guard number.count == 11, number.first == "1", let second = number.dropFirst().first else { return false }
        return second >= "3" && groups.allSatisfy { $0.count >= 3 } && groups.count <= 3
    }

    /// Whether it is a Chinese landline number: area code with zero, seven or eight digits, perhaps an extension.
    private var isChineseLandline: Bool {
        var groups = groups
        if groups.count > 1, groups[0] == "86" || groups[0] == "0086" {
            groups.removeFirst()
            if let area = groups.first, area.first != "0" { groups[0] = "0" + area }
        }
        guard let first = groups.first, first.first == "0", first.dropFirst().first != "0" else { return false }
        let areaLength = first.hasPrefix("01") || first.hasPrefix("02") ? 3 : 4
        guard first.count == areaLength || groups.count == 1 else { return false }
        var local = groups.joined().dropFirst(areaLength)
        if groups.count > 2, let last = groups.last, last.count <= 6, local.count - last.count >= 7 {
            local = local.dropLast(last.count)
        }
        return areaLength == 3 ? local.count == 8 : local.count == 7 || local.count == 8
    }

    /// Whether it is a foreign number: a trunk zero before groups (`020 7946 0958`), an international prefix
    /// (`0044 …`), or three groups as in North America.
    private var isForeign: Bool {
        guard groups.count > 1, let first = groups.first else { return false }
        if first.hasPrefix("00") {
            return Self.isCountry(first.dropFirst(2)) && (9...15).contains(digits.count - 2)
        }
        if first.hasPrefix("0") {
            return (3...5).contains(first.count) && (9...11).contains(digits.count) && groups.count <= 4
        }
        let groups = first == "1" ? groups.dropFirst() : groups[...]
        let isAmerican =
            groups.map(\.count) == [3, 3, 4] && groups.prefix(2).allSatisfy { ("2"..."9").contains($0.first ?? "0") }
        return isAmerican && separators.contains { $0 != " " }
    }

    /// Whether `code` is a country calling code of one to three digits (ITU-T E.164, list of 2016).
    private static func isCountry(_ code: Substring) -> Bool {
        let zones: Set<Substring> = [
            "21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42", "50", "59", "67", "68", "69", "80", "85",
            "87", "88", "96", "97", "99",
        ]
        return switch code.count {
        case 1: code == "1" || code == "7"
        case 2: code.first != "1" && code.first != "0" && !zones.contains(code)
        case 3: zones.contains(code.prefix(2))
        default: false
        }
    }
}
