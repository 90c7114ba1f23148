/// A check box of a form, drawn or filled in by a program.
struct PDFCheckBox: Sendable {
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
    let isChecked: Bool

    /// Sides of check boxes in points.
    private static let sides = 5.0...24.0
    private static let mostBoxes = 500

    /// Returns the check boxes of a page: small squares that hold nothing, a mark, or a letter of a symbol font.
    static func find(in drawing: PDFDrawing, words: [PDFWord]) -> [PDFCheckBox] {
        let squares = drawing.marks.filter { mark in
            sides.contains(mark.width) && sides.contains(mark.height) && (mark.isStraight || !mark.isFilled)
                && abs(mark.width - mark.height) < 0.2 * mark.width
        }
        var boxes: [PDFDrawing.Box] = []
        for square in squares.sorted(by: { $0.width > $1.width }).prefix(mostBoxes)
        where !boxes.contains(where: { $0.x.overlaps(square.x) && $0.y.overlaps(square.y) }) {
            boxes.append(square)
        }
        return boxes.compactMap { box in
            let inside = words.filter { box.contains($0) }
            // A letter or number in a square is a key or a label.
            guard inside.allSatisfy({ $0.text.count == 1 }) else { return nil }
            let isMarked = drawing.marks.contains { mark in
                let isInside = box.x.contains(mark.xMiddle) && box.y.contains(mark.yMiddle)
                let isSame = mark.isStraight && mark.width > box.width * 0.8 && mark.height > box.height * 0.8
                return isInside && !isSame && max(mark.width, mark.height) > box.width * 0.3
            }
            return PDFCheckBox(x: box.x, y: box.y, isChecked: isMarked || !inside.isEmpty)
        }
    }

    /// The mark that stands for it in the text.
    var word: PDFWord { PDFWord(isChecked ? "☑" : "☐", x: x, y: y) }
}
