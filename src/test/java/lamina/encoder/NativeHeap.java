package lamina.encoder;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/** What glibc's malloc has given out: tensors and modules, but not Java's heap. */
final class NativeHeap {
  /** struct mallinfo2, ten numbers: the fifth is mapped blocks, the eighth the others in use. */
  private static final MemoryLayout INFO =
      MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, JAVA_LONG));

  private NativeHeap() {}

  /** Whether this system tells it. */
  static boolean known() {
    return Linker.nativeLinker().defaultLookup().find("mallinfo2").isPresent();
  }

  /** Bytes in use, when Java's garbage and what it held are gone. */
  @SuppressWarnings("restricted") // a function of the C library
  static long used() {
    System.gc();
    var linker = Linker.nativeLinker();
    var address = linker.defaultLookup().find("mallinfo2").orElseThrow();
    var call = linker.downcallHandle(address, FunctionDescriptor.of(INFO));
    try (var arena = Arena.ofConfined()) {
      var info = (MemorySegment) call.invokeExact((SegmentAllocator) arena);
      return info.getAtIndex(JAVA_LONG, 4) + info.getAtIndex(JAVA_LONG, 7);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
