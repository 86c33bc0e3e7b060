package lamina.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What glibc's malloc has given out: tensors, modules and what libraries keep, but not Java's heap.
 *
 * @param used bytes in use
 * @param free bytes that were given back to malloc, and that malloc keeps for later
 */
public record NativeHeap(long used, long free) {
  /**
   * struct mallinfo2, ten numbers: the first is all that the arenas hold, the fifth mapped blocks,
   * the eighth what is in use beside them, the ninth what is free.
   */
  private static final MemoryLayout INFO =
      MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, JAVA_LONG));

  private static final Optional<MethodHandle> MALLINFO =
      find("mallinfo2", FunctionDescriptor.of(INFO));
  private static final Optional<MethodHandle> TRIM =
      find("malloc_trim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));

  @SuppressWarnings("restricted") // a function of the C library
  private static Optional<MethodHandle> find(String name, FunctionDescriptor descriptor) {
    var linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(address -> linker.downcallHandle(address, descriptor));
  }

  /**
   * Gives what malloc keeps for later back to the system, in milliseconds; nothing happens where
   * the C library can't.
   */
  public static void trim() {
    TRIM.ifPresent(
        trim -> {
          try {
            int _ = (int) trim.invokeExact(0L);
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Counts now; nothing where the system's C library doesn't tell it. */
  public static Optional<NativeHeap> now() {
    return MALLINFO.map(NativeHeap::count);
  }

  private static NativeHeap count(MethodHandle mallinfo) {
    try (var arena = Arena.ofConfined()) {
      var info = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
      return new NativeHeap(
          info.getAtIndex(JAVA_LONG, 4) + info.getAtIndex(JAVA_LONG, 7),
          info.getAtIndex(JAVA_LONG, 8));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
