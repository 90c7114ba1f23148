extension NumberFormat {
    /// Creates one of the built-in formats, which have numbers up to 163 and no code in the file (ECMA-376, 18.8.30).
    /// Those from 27 on are the ones of Chinese editions. The system decides how 14 and 22 look; here they are ISO
    /// dates, and amounts of money have no symbol.
    init(builtIn number: Int) { self.init(code: Self.codes[number] ?? "General") }

    private static let codes: [Int: String] = {
        let month = #"yyyy"年"m"月""#
        let day = #"m"月"d"日""#
        let date = #"yyyy"年"m"月"d"日""#
        let time = #"h"时"mm"分""#
        let seconds = #"h"时"mm"分"ss"秒""#
        return [
            1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0;-#,##0", 6: "#,##0;-#,##0",
            7: "#,##0.00;-#,##0.00", 8: "#,##0.00;-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
            13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
            19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
            27: month, 28: day, 29: day, 30: "m-d-yy", 31: date, 32: time, 33: seconds, 34: "上午/下午" + time,
            35: "上午/下午" + seconds, 36: month,
            37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
            41: #"#,##0_);(#,##0);"-"_)"#, 42: #"#,##0_);(#,##0);"-"_)"#, 43: #"#,##0.00_);(#,##0.00);"-"_)"#,
            44: #"#,##0.00_);(#,##0.00);"-"_)"#, 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
            50: month, 51: day, 52: month, 53: day, 54: day, 55: "上午/下午" + time, 56: "上午/下午" + seconds,
            57: month, 58: day, 59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 69: "# ?/?",
            70: "# ??/??",
        ]
    }()
}
