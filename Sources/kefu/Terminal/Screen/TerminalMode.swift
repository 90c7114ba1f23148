import Foundation
import Synchronization

/// How the terminal treats what is typed: key by key and unseen while kefu holds it, as it was before once kefu leaves.
enum TerminalMode {
    /// What the terminal was like; nil while kefu does not hold it.
    private static let original = Mutex<termios?>(nil)
    private static let isRegistered = Mutex(false)

    /// Keys come one by one, unseen. Ctrl-C stays a signal, and output is as ever. Does nothing where stdin is no terminal.
    static func hold() {
        original.withLock { original in
            var mode = termios()
            guard original == nil, tcgetattr(STDIN_FILENO, &mode) == 0 else { return }
            original = mode
            mode.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
            mode.c_iflag &= ~tcflag_t(ICRNL | INLCR | IXON)
            withUnsafeMutableBytes(of: &mode.c_cc) { keys in
                keys[Int(VMIN)] = 1
                keys[Int(VTIME)] = 0
                // Ctrl-\ would leave the terminal as it is now.
                keys[Int(VQUIT)] = disabled
            }
            tcsetattr(STDIN_FILENO, TCSADRAIN, &mode)
            send(pasteIsMarked)
        }
        isRegistered.withLock { isRegistered in
            if !isRegistered { atexit { TerminalMode.release() } }
            isRegistered = true
        }
    }

    /// Gives the terminal back.
    static func release() {
        original.withLock { original in
            guard var mode = original else { return }
            send(pasteIsNotMarked)
            tcsetattr(STDIN_FILENO, TCSADRAIN, &mode)
            original = nil
        }
    }

    /// Whether kefu holds it.
    static var isHeld: Bool { original.withLock { $0 != nil } }

    /// Columns and rows; 80 by 24 where the terminal does not say.
    static var size: (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Bracketed paste (xterm control sequences, private mode 2004): pasted text comes between marks.
    private static let pasteIsMarked = "\u{1B}[?2004h"
    private static let pasteIsNotMarked = "\u{1B}[?2004l"

    #if canImport(Darwin)
        private static let disabled: UInt8 = 0xFF
    #else
        private static let disabled: UInt8 = 0
    #endif

    private static func send(_ text: String) {
        var text = text
        text.withUTF8 { _ = write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}
