package lamina.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  @Test
  void whatLinuxTellsIsReadRight() {
    var status = List.of("VmPeak:\t  999 kB", "VmHWM:\t  2048 kB", "VmRSS:\t 1024 kB");
    assertEquals(2048 * 1024, ResidentMemory.bytes(status, "VmHWM:"));
    assertEquals(ResidentMemory.UNKNOWN, ResidentMemory.bytes(List.of(), "VmHWM:"));
  }
}
