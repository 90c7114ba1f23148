import RAGCore

/// The columns of a table of questions and answers that limit where and when an answer holds: region, version, status,
/// dates.
struct ScopeColumns: Sendable, Hashable {
    /// Columns that are shown with each answer, counted from 0.
    private(set) var shown: [Int] = []
    /// Columns that are left out, because they are for the staff.
    private(set) var leftOut: [Int] = []
    /// Columns that say whether a row is published.
    private(set) var status: [Int] = []

    /// Columns of the first and of the last day on which a row holds.
    private var firstDay: Int?
    private var lastDay: Int?
    /// The order of day and month in these columns.
    private var dayOrder: WrittenDay.Order?
    private let names: [String]

    init() { names = [] }

    /// Finds the columns of `header` that are not in `taken`. Columns for the staff, such as numbers of entries, names
    /// of editors and internal remarks, are left out.
    init(header: [String], taken: Set<Int>) {
        names = header
        for (column, text) in header.enumerated() where !taken.contains(column) {
            let forms = ColumnName(text).forms
            guard let name = forms.first else { continue }
            if Self.internalWords.contains(where: name.hasPrefix) || forms.contains(where: Self.marks.contains) {
                leftOut.append(column)
                continue
            }
            shown.append(column)
            if Self.statusNames.contains(name) { status.append(column) }
            if firstDay == nil, forms.contains(where: Self.firstDays.contains) { firstDay = column }
            if lastDay == nil, forms.contains(where: Self.lastDays.contains) { lastDay = column }
        }
    }

    /// Leaves out the columns of `records` that count the rows: `FAQ-001`, `FAQ-002`. Their days tell how days are
    /// written.
    func withoutCounters(in records: ArraySlice<TableRecord>) -> ScopeColumns {
        var scope = self
        let sample = records.prefix(50)
        let counters = shown.filter { column in
            !status.contains(column) && Self.counts(sample.compactMap { $0.cell(column) })
        }
        scope.shown.removeAll(where: counters.contains)
        scope.leftOut += counters
        let dayColumns = [firstDay, lastDay].compactMap(\.self)
        scope.dayOrder = WrittenDay.order(of: records.lazy.flatMap { record in dayColumns.compactMap(record.cell) })
        return scope
    }

    /// Returns the names of the columns with a text that are left out.
    func leftOutNames(in record: TableRecord) -> [String] {
        leftOut.compactMap { record.cell($0) == nil ? nil : names[$0] }
    }

    /// Returns one line for each column with a text: `适用地区：新疆`.
    func lines(of record: TableRecord) -> [String] {
        shown.compactMap { column in
            record.cell(column).flatMap { value in
                Self.empty.contains(value) ? nil : TableBlocks.line(name: names[column], value: value)
            }
        }
    }

    /// Returns the days on which a row holds; nil if it names none.
    func validity(of record: TableRecord) -> Validity? {
        Validity(from: firstDay.flatMap { day($0, of: record) }, until: lastDay.flatMap { day($0, of: record) })
    }

    /// Returns whether a row names a day that cannot be read, such as `03/04/2026` in a table of days like it.
    func hasUnreadDay(_ record: TableRecord) -> Bool {
        [firstDay, lastDay].compactMap(\.self).contains { column in
            record.cell(column)?.contains(where: \.isNumber) == true && day(column, of: record) == nil
        }
    }

    private func day(_ column: Int, of record: TableRecord) -> String? {
        record.cell(column).flatMap { Validity.day($0) ?? WrittenDay.iso($0, order: dayOrder) }
    }

    /// Returns the name of the column that says that the row is not published; nil if it is.
    func withdrawal(of record: TableRecord) -> String? {
        status.first { column in
            guard let value = record.cell(column).flatMap({ ColumnName($0).forms.first }) else { return false }
            let asks = ColumnName(names[column]).forms.first.map(Self.questions.contains) ?? false
            return Self.withdrawn.contains(value) || asks && Self.no.contains(value)
        }.map { names[$0] }
    }

    /// Returns whether the values are numbers that grow by one, after the same letters.
    private static func counts(_ values: [String]) -> Bool {
        guard values.count > 2 else { return false }
        let parts = values.map { value in
            let digits = value.reversed().prefix { $0.isASCII && $0.isNumber }
            return (stem: value.dropLast(digits.count), number: Int(String(digits.reversed())))
        }
        let steps = zip(parts, parts.dropFirst()).count { first, second in
            guard let one = first.number, let two = second.number, two < Int.max / 2 else { return false }
            return first.stem == second.stem && two == one + 1
        }
        return steps * 5 >= (values.count - 1) * 4
    }

    private static let empty: Set<String> = [
        "-", "—", "/", "无", "無", "N/A", "n/a", "NA", "null", "NULL", "none", "None",
    ]

    private static let internalWords = ["内部", "內部", "internal", "private", "仅内部"]

    /// Names of columns that say nothing to a customer.
    private static let marks: Set<String> = [
        "编号", "編號", "序号", "序號", "id", "no", "number", "uuid", "guid", "key", "faqid", "rowid", "questionid", "问题编号",
        "问题id",
        "知识编号", "知识id", "条目编号", "创建人", "创建者", "建立者", "创建时间", "创建日期", "建立时间", "录入人", "录入时间", "更新人", "更新者", "更新时间",
        "更新日期", "修改人", "修改时间", "修改日期", "最后更新", "最后修改", "作者", "编辑", "编辑人", "操作人", "操作时间", "审核人", "审核时间", "维护人",
        "负责人", "责任人", "是否回复", "是否解决", "是否已读", "点击量", "浏览量", "阅读量", "访问量", "点赞数", "使用次数", "命中次数", "查看次数", "排序", "权重",
        "优先级", "author", "resolved", "answered",
        "editor", "owner", "reviewer", "approver", "creator", "createdby", "createdat", "created", "createddate",
        "createtime",
        "updatedby", "updatedat", "updated", "updateddate", "updatetime", "modified", "modifiedby", "modifiedat",
        "lastmodified",
        "lastupdated", "views", "clicks", "hits", "likes", "votes", "rank", "sort", "sortorder", "order", "weight",
        "priority",
    ]

    private static let statusNames: Set<String> = questions.union([
        "状态", "狀態", "发布状态", "發佈狀態", "上线状态", "审核状态", "启用状态", "问题状态", "知识状态", "status", "state", "publishstatus",
        "publicationstatus", "lifecycle", "stage",
    ])

    /// Names that ask whether a row is published.
    private static let questions: Set<String> = [
        "是否发布", "是否發佈", "是否启用", "是否有效", "是否上线", "是否上架", "是否公开", "启用", "发布", "有效", "published", "ispublished",
        "active", "isactive", "enabled", "isenabled", "live", "visible", "public", "ispublic", "online",
    ]

    private static let firstDays: Set<String> = Validity.firstDayNames.union([
        "生效日期", "生效时间", "生效日", "开始日期", "开始时间", "起始日期", "有效期起", "有效期开始", "生效起始日期", "启用日期", "執行日期", "执行日期", "validfrom",
        "validsince", "effective", "effectivefrom", "effectivedate", "startdate", "startson", "startsat", "from",
        "since",
    ])

    private static let lastDays: Set<String> = Validity.lastDayNames.union([
        "失效日期", "失效时间", "失效日", "截止日期", "截止时间", "结束日期", "结束时间", "到期日", "到期日期", "有效期至", "有效期止", "有效期到", "终止日期",
        "validuntil", "validto", "validthrough", "effectiveto", "effectiveuntil", "expires", "expireson", "expiry",
        "expirydate",
        "expirationdate", "enddate", "endson", "endsat", "until",
    ])

    private static let no: Set<String> = ["否", "不", "no", "n", "false", "0", "f", "off", "未", "×", "✗"]

    private static let withdrawn: Set<String> = [
        "停用", "已停用", "下线", "已下线", "下線", "已下線", "下架", "已下架", "草稿", "草稿中", "废弃", "已废弃", "作废", "已作废", "失效", "已失效", "无效",
        "禁用", "已禁用", "未发布", "待发布", "未發佈", "待审核", "审核中", "待审", "未审核", "审核不通过", "已驳回", "驳回", "未上线", "待上线", "已删除", "删除",
        "已归档", "归档", "过期", "已过期", "未启用", "未生效", "撤回", "已撤回", "隐藏", "inactive", "draft", "drafts", "disabled",
        "archived", "archive",
        "deprecated", "retired", "offline", "unpublished", "notpublished", "deleted", "withdrawn", "obsolete",
        "expired", "pending",
        "pendingreview", "inreview", "underreview", "review", "rejected", "hidden", "invalid", "suspended", "removed",
        "old",
    ]
}
