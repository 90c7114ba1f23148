/// A table with lines on all sides of its cells, or at least between its columns.
struct PDFGrid: Sendable {
    private let xs: [Double]
    private let ys: [Double]
    private let horizontal: [PDFDrawing.Rule]
    private let vertical: [PDFDrawing.Rule]

    /// Points by which lines may miss each other.
    private static let tolerance = 3.0
    private static let mostCells = 20_000

    /// Returns the grids of a page, from top to bottom, and its frames: boxes without lines inside, as around listings.
    static func find(in drawing: PDFDrawing) -> (grids: [PDFGrid], frames: [PDFDrawing.Box]) {
        var components: [(horizontal: [PDFDrawing.Rule], vertical: [PDFDrawing.Rule])] = []
        // Lines that cross or touch belong to the same table.
        var open = drawing.horizontal
        var free = drawing.vertical
        while let first = open.popLast() {
            var component = (horizontal: [first], vertical: [PDFDrawing.Rule]())
            var news = [first]
            while !news.isEmpty {
                let crossing = free.filter { rule in news.contains { crosses($0, rule) } }
                free.removeAll(where: crossing.contains)
                component.vertical += crossing
                news = open.filter { rule in crossing.contains { crosses(rule, $0) } }
                open.removeAll(where: news.contains)
                component.horizontal += news
            }
            if component.horizontal.count > 1, component.vertical.count > 0 { components.append(component) }
        }
        let grids = components.compactMap { PDFGrid($0.horizontal, $0.vertical) }
        return (
            grids.filter { $0.xs.count > 2 && $0.ys.count > 2 }.sorted { $0.y.lowerBound < $1.y.lowerBound },
            grids.filter { $0.xs.count == 2 && $0.ys.count == 2 }.map { grid in
                PDFDrawing.Box(x: grid.x, y: grid.y, isFilled: false)
            }
        )
    }

    private static func crosses(_ horizontal: PDFDrawing.Rule, _ vertical: PDFDrawing.Rule) -> Bool {
        horizontal.covers(vertical.place, tolerance: tolerance)
            && vertical.covers(horizontal.place, tolerance: tolerance)
    }

    private init?(_ horizontal: [PDFDrawing.Rule], _ vertical: [PDFDrawing.Rule]) {
        self.horizontal = horizontal
        self.vertical = vertical
        let sides = horizontal.flatMap { [$0.lower, $0.upper] }
        let ends = vertical.flatMap { [$0.lower, $0.upper] }
        // A table may have no lines at its sides.
        xs = Self.places(vertical.map(\.place) + [sides.min() ?? 0, sides.max() ?? 0])
        ys = Self.places(horizontal.map(\.place) + [ends.min() ?? 0, ends.max() ?? 0])
        guard xs.count > 1, ys.count > 1, (xs.count - 1) * (ys.count - 1) <= Self.mostCells else { return nil }
    }

    /// Returns the different places in ascending order.
    private static func places(_ values: [Double]) -> [Double] {
        values.sorted().reduce(into: []) { places, value in
            if places.last.map({ value - $0 > tolerance }) ?? true { places.append(value) }
        }
    }

    var y: ClosedRange<Double> { (ys.first ?? 0)...(ys.last ?? 0) }
    var x: ClosedRange<Double> { (xs.first ?? 0)...(xs.last ?? 0) }

    func contains(_ word: PDFWord) -> Bool { x.contains(word.xMiddle) && y.contains(word.yMiddle) }

    /// Returns the table with the words inside, or nil if they are in one row or one column only.
    func table(of words: [PDFWord]) -> PDFTable? {
        let (width, height) = (xs.count - 1, ys.count - 1)
        var cells = Array(repeating: [PDFWord](), count: width * height)
        let roots = joinedCells()
        for word in words {
            guard let column = Self.index(of: word.xMiddle, in: xs), let row = Self.index(of: word.yMiddle, in: ys)
            else { continue }
            cells[roots[row * width + column]].append(word)
        }
        let filled = cells.indices.filter { !cells[$0].isEmpty }
        guard Set(filled.map { $0 / width }).count > 1, Set(filled.map { $0 % width }).count > 1 else { return nil }
        let texts = cells.map { $0.isEmpty ? "" : PDFTable.text(of: $0) }
        var rows: [[String]] = []
        for row in 0..<height {
            let indices = (0..<width).map { roots[row * width + $0] }
            let lines = indices.allSatisfy({ $0 / width == row }) ? Self.alignedRows(indices.map { cells[$0] }) : nil
            rows += lines ?? [indices.map { texts[$0] }]
        }
        let columns = zip(xs, xs.dropFirst()).map { $0...$1 }
        var table = PDFTable(rows, headerRows: headerRows(roots, rows), columns: columns, y: y)
        // Places of columns are only known if none was left out.
        if rows.count == height, table?.columns.count == width {
            let header = table?.headerRows ?? 0
            for column in 0..<width {
                func depth(_ row: Int) -> Int {
                    (0..<height).count { roots[$0 * width + column] == roots[row * width + column] }
                }
                table?.spansAtTop[column] = depth(0)
                if header < height { table?.spansBelowHeader[column] = depth(header) }
                table?.spansAtEnd[column] = depth(height - 1)
            }
        }
        return table
    }

    /// Returns the depth of a header whose cells span rows or columns; nil for another one.
    private func headerRows(_ roots: [Int], _ rows: [[String]]) -> Int? {
        let (width, height) = (xs.count - 1, ys.count - 1)
        let spansColumns = Set(roots[..<width]).count < width
        guard spansColumns, Set(roots[..<width]).count > 1, rows.count == height else { return nil }
        let depth =
            (1..<height).first { row in
                !(0..<width).contains { roots[row * width + $0] / width < row }
            } ?? 1
        return max(depth, 2) < height ? max(depth, 2) : nil
    }

    /// Returns for each cell the first one of those that no line separates from it.
    private func joinedCells() -> [Int] {
        let (width, height) = (xs.count - 1, ys.count - 1)
        var roots = Array(0..<width * height)
        func root(_ cell: Int) -> Int {
            var cell = cell
            while roots[cell] != cell { cell = roots[cell] }
            return cell
        }
        for row in 0..<height {
            for column in 0..<width {
                let cell = row * width + column
                let (x, y) = ((xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2)
                if column > 0,
                    !vertical.contains(where: { abs($0.place - xs[column]) <= Self.tolerance && $0.covers(y) })
                {
                    let (a, b) = (root(cell - 1), root(cell))
                    roots[max(a, b)] = min(a, b)
                }
                if row > 0, !horizontal.contains(where: { abs($0.place - ys[row]) <= Self.tolerance && $0.covers(x) }) {
                    let (a, b) = (root(cell - width), root(cell))
                    roots[max(a, b)] = min(a, b)
                }
            }
        }
        return roots.indices.map(root)
    }

    /// Returns the rows of a band whose rows have no lines between them; nil if the cells are not all filled alike.
    private static func alignedRows(_ cells: [[PDFWord]]) -> [[String]]? {
        let columns = cells.map { PDFRow.rows(of: $0) }
        let filled = columns.filter { !$0.isEmpty }
        guard filled.count > 1, let count = filled.first?.count, count > 2 else { return nil }
        for column in filled {
            guard column.count == count, zip(column, filled[0]).allSatisfy({ abs($0.yMin - $1.yMin) < $0.height / 2 })
            else { return nil }
        }
        return (0..<count).map { row in
            columns.map { $0.isEmpty ? "" : PDFWord.joined($0[row].segments.flatMap(\.words)) }
        }
    }

    private static func index(of value: Double, in places: [Double]) -> Int? {
        guard let next = places.firstIndex(where: { $0 > value }), next > 0 else { return nil }
        return next - 1
    }
}
