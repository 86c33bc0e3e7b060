package lamina.files;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Lets two folders take each other's names in one step, which Linux and macOS can and Java has no
 * call for: whoever opens the name meanwhile finds one or the other.
 */
final class Exchange {
  private static final int HERE = -100; // AT_FDCWD
  private static final int BOTH = 2; // RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS

  private Exchange() {}

  /** Whether the folders have taken each other's names; if not, nothing has happened. */
  @SuppressWarnings("restricted") // functions of the C library
  static boolean names(Path one, Path other) {
    try (var arena = Arena.ofConfined()) {
      var a = text(arena, one);
      var b = text(arena, other);
      var linux = symbol("renameat2");
      if (linux.isPresent()) {
        var call =
            Linker.nativeLinker()
                .downcallHandle(
                    linux.get(),
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT));
        return (int) call.invokeExact(HERE, a, HERE, b, BOTH) == 0;
      }
      var mac = symbol("renamex_np");
      if (mac.isPresent()) {
        var call =
            Linker.nativeLinker()
                .downcallHandle(
                    mac.get(),
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT));
        return (int) call.invokeExact(a, b, BOTH) == 0;
      }
      return false;
    } catch (RuntimeException e) {
      return false; // a system that calls no native code
    } catch (Throwable e) {
      throw new IllegalStateException(e); // invokeExact declares it
    }
  }

  private static Optional<MemorySegment> symbol(String name) {
    return Linker.nativeLinker().defaultLookup().find(name);
  }

  private static MemorySegment text(Arena arena, Path path) {
    var charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    return arena.allocateFrom(path.toString(), charset);
  }
}
