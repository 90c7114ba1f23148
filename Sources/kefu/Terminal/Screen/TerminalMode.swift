import Foundation
import Synchronization

/// The input mode of the terminal. While kefu holds the terminal, keys arrive one by one and are not echoed; when kefu
/// releases it, its earlier mode is restored.
enum TerminalMode {
    /// The mode to restore; nil while kefu does not hold the terminal.
    private static let original = Mutex<termios?>(nil)
    private static let isRegistered = Mutex(false)

    /// Makes keys arrive one by one and without echo; Ctrl-C still sends a signal.
    ///
    /// Does nothing if stdin is not a terminal. The mode is restored when the program exits.
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
                // Ctrl-\ would end kefu without restoring the mode.
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

    /// Restores the mode from before `hold`.
    static func release() {
        original.withLock { original in
            guard var mode = original else { return }
            send(pasteIsNotMarked)
            tcsetattr(STDIN_FILENO, TCSADRAIN, &mode)
            original = nil
        }
    }

    /// Whether kefu holds the terminal.
    static var isHeld: Bool { original.withLock { $0 != nil } }

    /// The size in columns and rows; 80 by 24 if stdout is not a terminal.
    static var size: (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Switches bracketed paste on (xterm, private mode 2004): the terminal puts marks around pasted text.
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
