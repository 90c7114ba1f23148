/// Words with which names of columns usually end.
enum TableWords {
    /// Returns whether a text is a usual name of a column.
    static func name(_ text: String) -> Bool {
        guard let name = ColumnName(text).forms.first else { return false }
        if chinese.contains(where: name.hasSuffix) { return true }
        let last = text.lowercased().split { !$0.isLetter }.last
        return last.map { english.contains(String($0)) } ?? false
    }

    private static let chinese = [
        "名称", "名稱", "姓名", "型号", "型號", "机型", "编号", "價格", "价格", "单价", "金额", "费用", "运费", "数量", "单位", "时间", "時間", "日期",
        "电话", "電話", "地址", "城市", "地区", "地區", "区域", "省份", "门店", "类型", "类别", "分类", "说明", "備註", "备注", "状态", "规格", "颜色",
        "尺寸", "品牌", "项目", "服务", "问题", "答案", "方式", "标准", "范围", "期限", "等级", "级别", "套餐", "国家", "邮编", "区号", "联系人", "时长",
        "条件", "内容", "产品", "商品", "折扣", "有效期", "保修期", "续航",
    ]
    private static let english: Set<String> = [
        "name", "model", "price", "prices", "cost", "fee", "amount", "quantity", "qty", "unit", "time", "date", "phone",
        "telephone", "address", "city", "region", "area", "zone", "store", "shop", "branch", "type", "category",
        "description",
        "notes", "note", "remarks", "status", "size", "color", "colour", "brand", "item", "service", "question",
        "answer",
        "method", "period", "level", "code", "zip", "country", "hours", "product", "plan", "weight", "warranty",
        "discount",
    ]
}
