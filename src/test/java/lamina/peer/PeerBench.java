package lamina.peer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OrtEnvironment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import lamina.data.Task;
import lamina.encoder.Batch;
import lamina.encoder.Encoder;
import lamina.encoder.EncoderConfig;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.engine.Capability;
import lamina.engine.Engine;
import lamina.engine.Processor;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.model.Predictor;
import lamina.model.RandomCheckpoint;
import lamina.model.TaskModel;
import lamina.peer.BertGraph.Precision;
import lamina.tensor.Torch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Lamina's engines and ONNX Runtime on the same weights and inputs, in one process, interleaved
 * call by call. A call goes from token ids to all hidden states, which stay outside of Java's heap.
 */
@Command(name = "peers", mixinStandardHelpOptions = true)
final class PeerBench implements Callable<Integer> {
  private static final String HEAD = "lamina fusion, gate, head";
  private static final String FP32 = "onnxruntime fp32";
  private static final String INT8 = "onnxruntime int8";

  /**
   * Each library's threads spin after a call, ONNX Runtime's for 45 ms on two cores of an AMD EPYC;
   * they must not do so in the next.
   */
  private static final long PAUSE_MILLIS = 100;

  @Option(
      names = "--checkpoint",
      description = "A BERT directory in F32; of mBERT's shape with random weights if left out.")
  private Path checkpoint;

  @Option(names = "--batch", description = "Inputs a call.")
  private int batch = 1;

  @Option(names = "--tokens", description = "Tokens an input; nothing is padded.")
  private int tokens = 128;

  @Option(names = "--rounds", description = "Counted calls of each.")
  private int rounds = 120;

  @Option(names = "--warmup", description = "Calls of each before counting.")
  private int warmup = 10;

  @Option(
      names = "--processor-time",
      description =
          "Count the calling thread's processor time, which other programs disturb less; only with"
              + " OMP_NUM_THREADS=1.")
  private boolean processorTime;

  private interface Call {
    /** Milliseconds of the part that counts. */
    double time() throws Exception;
  }

  private record Contender(String name, Call call) {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new PeerBench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var directory = checkpoint == null ? random(Path.of("target/peers/mbert")) : checkpoint;
    var contenders = new ArrayList<Contender>();
    var open = new ArrayList<AutoCloseable>();
    try (var model = model(directory)) {
      if (processorTime && Torch.threads() != 1) { // known once the engine is loaded
        System.err.println("--processor-time counts one thread: set OMP_NUM_THREADS=1.");
        return 2;
      }
      var ids = new Random(11).longs((long) batch * tokens, 1, 1000).toArray();
      for (var offer : new Capability(Processor.here(), 0, false).offers()) {
        if (offer.offered()) {
          var encoder = Encoder.of(offer.engine(), model.encoder(), model.weights());
          open.add(encoder);
          contenders.add(new Contender("lamina " + offer.engine().label(), encode(encoder, ids)));
          if (offer.engine() == Engine.SCRIPTED) {
            contenders.add(new Contender(HEAD, head(model, encoder, ids)));
          }
        } else {
          System.out.println("without " + offer.engine().key() + ": " + offer.reason());
        }
      }
      for (var precision : Precision.values()) {
        var peer = OnnxEncoder.open(directory, precision, false, Torch.threads());
        open.add(peer);
        contenders.add(new Contender(precision == Precision.FP32 ? FP32 : INT8, encode(peer, ids)));
      }
      report(measure(contenders));
      for (var each : open.reversed()) {
        each.close();
      }
    }
    return 0;
  }

  private static Path random(Path directory) {
    if (!Files.exists(directory.resolve("tokenizer_config.json"))) { // it is written last
      System.out.println("Writing random weights of mBERT's shape to " + directory);
      RandomCheckpoint.write(
          RandomCheckpoint.Shape.MBERT,
          Task.POS,
          Path.of("src/test/resources/checkpoints/small/base/vocab.txt"),
          directory,
          1);
    }
    return directory;
  }

  private static TaskModel model(Path directory) {
    int layers = EncoderConfig.read(directory.resolve("config.json")).layers();
    var all = IntStream.range(0, layers).boxed().toList();
    return TaskModel.create(directory, all, Task.POS, List.of(key(layers)), new Random(3));
  }

  private static HeadKey key(int layers) {
    return new HeadKey(Variants.KNOWN.of("paper"), layers * 2 / 3);
  }

  private Call encode(Encoder encoder, long[] ids) {
    return () ->
        Torch.withoutGradients(
            () -> {
              long start = now();
              try (var manager = NDManager.newBaseManager("PyTorch")) {
                encoder.encode(batch(manager, ids));
              }
              return millisSince(start);
            });
  }

  /** What comes after the encoder: from hidden states to plain predictions and gate. */
  private Call head(TaskModel model, Encoder encoder, long[] ids) {
    var head = model.head(key(encoder.config().layers()));
    return () ->
        Torch.withoutGradients(
            () -> {
              try (var manager = NDManager.newBaseManager("PyTorch")) {
                HiddenStates states = encoder.encode(batch(manager, ids));
                long start = now();
                var output = head.apply(states, ForwardMode.INFERENCE);
                output.logits().softmax(-1).toFloatArray();
                if (batch == 1) {
                  Predictor.rows(model, output.gate().orElseThrow());
                }
                return millisSince(start);
              }
            });
  }

  private Call encode(OnnxEncoder peer, long[] ids) {
    return () -> {
      long start = now();
      peer.run(ids, new long[ids.length], null, batch, tokens).close();
      return millisSince(start);
    };
  }

  private Batch batch(NDManager manager, long[] ids) {
    var shape = new Shape(batch, tokens);
    var lengths = new int[batch];
    Arrays.fill(lengths, tokens);
    return new Batch(
        manager.create(ids, shape),
        manager.create(new long[ids.length], shape),
        manager.ones(shape, DataType.FLOAT32),
        lengths);
  }

  private long now() {
    return processorTime
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  private double millisSince(long start) {
    return (now() - start) / 1e6;
  }

  private List<Timings> measure(List<Contender> contenders) throws Exception {
    var millis = new double[contenders.size()][rounds];
    var order = new ArrayList<>(IntStream.range(0, contenders.size()).boxed().toList());
    var random = new Random(7);
    for (int r = -warmup; r < rounds; r++) {
      Collections.shuffle(order, random);
      for (int c : order) {
        Thread.sleep(PAUSE_MILLIS);
        double each = contenders.get(c).call.time();
        if (r >= 0) {
          millis[c][r] = each;
        }
      }
    }
    return IntStream.range(0, contenders.size())
        .mapToObj(c -> new Timings(contenders.get(c).name, millis[c]))
        .toList();
  }

  private void report(List<Timings> all) {
    System.out.printf(
        Locale.ROOT,
        "%s, %d x %d tokens, no padding, all hidden states; %d threads, %s, AVX-512 %s, VNNI %s;"
            + " %s, ONNX Runtime %s; warm-up %d, n = %d, load %.1f%n",
        processorTime ? "processor time" : "wall time",
        batch,
        tokens,
        Torch.threads(),
        Processor.here().name(),
        has("avx512f"),
        has("avx512_vnni", "avx_vnni"),
        Torch.engine(),
        OrtEnvironment.getEnvironment().getVersion(),
        warmup,
        rounds,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    var fp32 = named(all, FP32);
    var int8 = named(all, INT8);
    for (var each : all) {
      var p50 = each.percentile(50);
      var p90 = each.percentile(90);
      System.out.printf(
          Locale.ROOT,
          "%-28s p50 %7.2f ms [%.2f, %.2f]  p90 %7.2f ms [%.2f, %.2f]%s  %s %s%n",
          each.name(),
          p50.value(),
          p50.interval().low(),
          p50.interval().high(),
          p90.value(),
          p90.interval().low(),
          p90.interval().high(),
          p90.reliable() ? "" : "?",
          ratio(each, fp32),
          ratio(each, int8));
    }
    var encoder = named(all, "lamina " + Engine.SCRIPTED.label());
    System.out.println(ratio(named(all, HEAD), encoder));
  }

  private static String ratio(Timings each, Timings base) {
    var ratio = each.to(base);
    return String.format(
        Locale.ROOT,
        " %.3f [%.3f, %.3f] x %s",
        ratio.value(),
        ratio.interval().low(),
        ratio.interval().high(),
        base.name());
  }

  private static Timings named(List<Timings> all, String name) {
    return all.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static String has(String... flags) {
    return List.of(flags).stream().anyMatch(Processor.here().flags()::contains) ? "yes" : "no";
  }
}
