package lamina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineChoiceTest {
  private static Capability machine(String flags, int gpu, boolean tf32) {
    return new Capability(new Processor("test", Set.of(flags.split(" "))), gpu, tf32);
  }

  @ParameterizedTest
  @CsvSource({
    // flags of the processor, GPU, tf32 set; what auto and fastest are, what is offered
    "sse2, 0, false, scripted, scripted, ndarray scripted",
    "avx2, 0, false, scripted, int8, ndarray scripted int8",
    "avx2 avx512_bf16, 0, false, scripted, int8, ndarray scripted bf16 int8",
    "amx_bf16, 0, false, scripted, bf16, ndarray scripted bf16",
    "avx2, 75, false, scripted, scripted, ndarray scripted",
    "avx2, 90, false, scripted, bf16, ndarray scripted bf16",
    "avx2, 90, true, tf32, bf16, tf32 bf16",
  })
  void aMachineOffersWhatItDoesWell(
      String flags, int gpu, boolean tf32, String auto, String fastest, String offered) {
    var machine = machine(flags, gpu, tf32);
    assertEquals(auto, EngineChoice.AUTO.on(machine).key());
    assertEquals(fastest, EngineChoice.FASTEST.on(machine).key());
    assertEquals(
        List.of(offered.split(" ")),
        machine.offers().stream()
            .filter(Capability.Offer::offered)
            .map(o -> o.engine().key())
            .toList());
  }

  @Test
  void whatIsNotOfferedSaysWhy() {
    var machine = machine("avx2", 0, false);
    var choice = EngineChoice.of(Engine.BF16);
    var message = assertThrows(Problem.class, () -> choice.on(machine)).getMessage();
    assertTrue(message.contains("avx512_bf16"), message);
    assertTrue(message.contains("[ndarray, scripted, int8]"), message);
    var unknown = assertThrows(Problem.class, () -> new EngineChoice("fp8")).getMessage();
    assertTrue(unknown.contains("auto, fastest, ndarray"), unknown);
  }

  @Test
  void onlyFp32IsExact() {
    assertTrue(Engine.SCRIPTED.exact());
    assertFalse(Engine.TF32.exact());
    assertEquals("fp32 (scripted)", Engine.SCRIPTED.label());
    assertEquals("int8", Engine.INT8.label());
  }

  @Test
  void linuxTellsTheProcessor() {
    var found =
        Processor.of(
            List.of(
                "processor\t: 0",
                "model name\t: Example 9000",
                "flags\t\t: fpu avx2 avx512_vnni",
                "processor\t: 1",
                "model name\t: Another"));
    assertEquals(new Processor("Example 9000", Set.of("fpu", "avx2", "avx512_vnni")), found);
    var untold = Processor.of(List.of("Features : asimd"));
    assertFalse(untold.name().isEmpty());
    var reason = new Capability(untold, 0, false).against(Engine.INT8).orElseThrow();
    assertTrue(reason.contains("doesn't tell"), reason);
  }
}
