package lamina.text.file;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lamina.files.PlainText;
import lamina.problem.Problem;

/**
 * Shows that the native tokenizer survives every file that {@link TokenizerFile} lets through: both
 * loading and tokenising texts of all sorts. The work is done in a child process, so that a death
 * is counted and its file kept.
 *
 * <pre>
 * java -cp target/classes:target/test-classes:LIBRARIES lamina.text.file.TokenizerFuzz FOLDER COUNT [SEED]
 * </pre>
 *
 * The folder keeps the counts, so that a second call goes on where the first ended. With {@code
 * -Dlamina.fuzz.unchecked=true} the files go to native code as they are: so it is seen that this
 * run can find deaths.
 */
public final class TokenizerFuzz {
  private static final boolean UNCHECKED = Boolean.getBoolean("lamina.fuzz.unchecked");
  private static final Path SEEDS = Path.of("src/test/resources/tokenizers");
  private static final long PATIENCE_SECONDS = 60;
  private static final long MOST_KILOBYTES = 4_000_000;
  private static final int SLOTS = 16;

  /** What is counted, in the order of the file. */
  private enum Slot {
    NEXT,
    IN_NATIVE_CODE,
    REFUSED,
    NATIVE_REFUSAL,
    TOKENISED,
    TEXTS,
    TEXT_REFUSED,
    FOREIGN,
    SLOW,
    DEATHS,
    HANGS,
    OUT_OF_MEMORY
  }

  private final Path folder;
  private final long count;
  private final long seed;
  private final LongBuffer slots;

  private TokenizerFuzz(Path folder, long count, long seed) throws IOException {
    this.folder = folder;
    this.count = count;
    this.seed = seed;
    Files.createDirectories(folder);
    try (var channel =
        FileChannel.open(
            folder.resolve("counts-" + seed),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      this.slots = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8L * SLOTS).asLongBuffer();
    }
  }

  private long get(Slot slot) {
    return slots.get(slot.ordinal());
  }

  private void set(Slot slot, long value) {
    slots.put(slot.ordinal(), value);
  }

  private void more(Slot slot) {
    set(slot, get(slot) + 1);
  }

  /** Runs, or, as the child of a run, tries one file after another. */
  public static void main(String[] args) throws Exception {
    var fuzz =
        new TokenizerFuzz(
            Path.of(args[0]),
            Long.parseLong(args[1]),
            args.length > 2 ? Long.parseLong(args[2]) : 1);
    if (args.length > 3) {
      fuzz.work();
    } else {
      fuzz.watch();
    }
  }

  private void watch() throws Exception {
    var damaged = new DamagedTokenizers(SEEDS, seed);
    while (get(Slot.NEXT) < count) {
      var ended = child();
      if (get(Slot.NEXT) < count) {
        long at = get(Slot.NEXT);
        more(ended);
        Files.write(
            folder.resolve(ended.name().toLowerCase(java.util.Locale.ROOT) + "-" + at + ".json"),
            damaged.file(at));
        set(Slot.NEXT, at + 1);
      }
    }
    for (var slot : Slot.values()) {
      System.out.println(slot.name().toLowerCase(java.util.Locale.ROOT) + " " + get(slot));
    }
  }

  /** Lets a child work until it is done or gone, and tells what it went of. */
  private Slot child() throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(a -> !a.startsWith("-Xmx"))
            .toList());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(
        List.of(
            TokenizerFuzz.class.getName(),
            folder.toString(),
            Long.toString(count),
            Long.toString(seed),
            "work"));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    folder.resolve("output-" + seed + ".txt").toFile()))
            .start();
    long at = -1;
    long since = 0;
    while (!process.waitFor(500, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      if (get(Slot.NEXT) != at) {
        at = get(Slot.NEXT);
        since = used(process);
      }
      boolean hangs = used(process) - since > PATIENCE_SECONDS;
      if (hangs || resident(process.pid()) > MOST_KILOBYTES) {
        process.destroyForcibly().waitFor();
        return hangs ? Slot.HANGS : Slot.OUT_OF_MEMORY;
      }
    }
    return Slot.DEATHS;
  }

  /** Seconds of a processor, so that other work on the machine makes no hang. */
  private static long used(Process process) {
    return process.info().totalCpuDuration().map(Duration::toSeconds).orElse(0L);
  }

  private static long resident(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(l -> l.startsWith("VmRSS:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D+", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // another system, or it has just ended
    }
  }

  private void work() throws IOException {
    var damaged = new DamagedTokenizers(SEEDS, seed);
    for (long i = get(Slot.NEXT); i < count; i++) {
      long begin = System.nanoTime();
      set(Slot.IN_NATIVE_CODE, 0);
      var bytes = damaged.file(i);
      try {
        one(i, bytes);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        more(Slot.FOREIGN);
        Files.write(folder.resolve("foreign-" + i + ".json"), bytes);
        e.printStackTrace();
      }
      if (System.nanoTime() - begin > 5_000_000_000L) {
        more(Slot.SLOW);
        Files.write(folder.resolve("slow-" + i + ".json"), bytes);
      }
      set(Slot.NEXT, i + 1);
    }
  }

  private void one(long number, byte[] bytes) throws IOException {
    String text;
    String checked;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      checked = UNCHECKED ? text : TokenizerFile.checked(Path.of("tokenizer.json"), text);
    } catch (Problem | CharacterCodingException e) {
      more(Slot.REFUSED);
      return;
    }
    set(Slot.IN_NATIVE_CODE, 1);
    try (var pieces = NativeTokenizer.of(checked)) {
      more(Slot.TOKENISED);
      for (var t : texts(number, text)) {
        tokenise(pieces, PlainText.wellFormed(t).replace((char) 0, (char) 0xFFFD));
      }
      if (number % 4 == 0) {
        longText(pieces, new Random(number));
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) { // native code says no in a civil manner
      more(Slot.NATIVE_REFUSAL);
      System.out.println(number + " " + e.getMessage());
    }
  }

  private void tokenise(HuggingFaceTokenizer pieces, String text) {
    more(Slot.TEXTS);
    try {
      pieces.encode(text, false, false);
      pieces.encode(text.length() < 2000 ? text.split(" ", -1) : new String[] {text}, false, false);
    } catch (RuntimeException e) {
      more(Slot.TEXT_REFUSED);
      System.out.println(text.length() + " " + e.getMessage());
    }
  }

  /** Ten thousand characters, without the cost of handing every token over to Java. */
  private void longText(HuggingFaceTokenizer pieces, Random random) {
    var text =
        random.nextInt(3) == 0
            ? "aA1 ,.\t é".repeat(1111)
            : pick(List.of("a", " ", "中", "\u0301", "😀", "\n", ".", "1", "x ", "ﷺ"), random)
                .repeat(10_000);
    more(Slot.TEXTS);
    try {
      TokenizersLibrary.LIB.deleteEncoding(
          TokenizersLibrary.LIB.encode(pieces.getHandle(), text, false));
    } catch (RuntimeException e) {
      more(Slot.TEXT_REFUSED);
      System.out.println(text.length() + " " + e.getMessage());
    }
  }

  private static List<String> texts(long number, String file) {
    var random = new Random(number);
    var texts = new ArrayList<String>();
    texts.addAll(
        List.of(
            "",
            " ",
            "\u0301",
            "[CLS] It's  a test\n\n of 1234 [MASK]  things!",
            "emoji 😀👍🏽👨‍👩‍👧‍👦 𠀀 e\u0301 ﷺ ﬁ İ ß 中文 한국 \u1112\u1161\u11ab ﾊﾟ",
            "a\u0000b\ud800c \udc00",
            "\u00ad\u200b\u202e\ufeff\ufffd\u0085\u2028\u3000"));
    // What the file itself speaks of, with and without blanks between.
    var own = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      int at = random.nextInt(file.length());
      int end = Math.min(file.length(), at + 1 + random.nextInt(12));
      own.append(file, at, end).append(" ".repeat(random.nextInt(3)));
    }
    texts.add(own.toString());
    var tokens = new StringBuilder();
    var contents =
        java.util.regex.Pattern.compile("\"content\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(file);
    while (contents.find() && tokens.length() < 1000) {
      var token = contents.group(1);
      tokens.append(token).append(" ".repeat(random.nextInt(4))).append(token);
      tokens.append(random.nextBoolean() ? "é" : "\u3000 ");
    }
    texts.add(tokens.toString());
    return texts;
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
