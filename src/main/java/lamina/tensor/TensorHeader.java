package lamina.tensor;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lamina.problem.Problem;

/**
 * What a safetensors header says of each tensor, every shape and offset checked against the file's
 * size.
 */
final class TensorHeader {
  private static final String METADATA = "__metadata__";
  private static final int DEEPEST = 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final Path file;
  private final long bytes;

  private TensorHeader(Path file, long bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * One tensor.
   *
   * @param type name of its numbers' type as the header has it
   * @param shape its sizes
   * @param strides numbers from one index to the next, of each dimension, where they don't lie in
   *     their order; else empty
   * @param begin where its bytes begin, counted from the end of the header
   * @param end where they end
   */
  public record Entry(String type, long[] shape, long[] strides, long begin, long end) {
    /** A tensor whose numbers lie in their order. */
    Entry(String type, long[] shape, long begin, long end) {
      this(type, shape, new long[0], begin, end);
    }

    /** Whether its numbers lie in their order. */
    boolean inOrder() {
      return strides.length == 0;
    }

    public Optional<NumberType> number() {
      return NumberType.of(type);
    }

    /** How many numbers it holds. */
    long count() {
      long count = 1;
      for (long size : shape) {
        count *= size;
      }
      return count;
    }

    /** Bytes of its numbers in their order. */
    long bytes() {
      return inOrder() ? end - begin : number().orElseThrow().bytes(count());
    }
  }

  /**
   * Reads a header.
   *
   * @param header its JSON, UTF-8
   * @param bytes of the file that follow the header
   * @throws Problem naming the file and, where one is at fault, the tensor
   */
  static Map<String, Entry> read(Path file, byte[] header, long bytes) {
    return new TensorHeader(file, bytes).entries(header);
  }

  /** A file whose bytes can't be what they should be. */
  static Problem broken(Path file, String what) {
    return new Problem(
        file + ": " + what + ". The file is truncated or no safetensors file; fetch it again.");
  }

  private Problem broken(String what) {
    return broken(file, what);
  }

  private Map<String, Entry> entries(byte[] header) {
    var entries = new LinkedHashMap<String, Entry>();
    try (var parser = JSON.createParser(header)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw broken("its header is no JSON object");
      }
      boolean metadata = false;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        if (entries.containsKey(name) || metadata && name.equals(METADATA)) {
          throw new Problem(
              file
                  + ": the header names tensor \""
                  + name
                  + "\" twice, so that it isn't known which counts. Save the model again, or fetch"
                  + " the file again.");
        }
        parser.nextToken();
        var node = tree(name, parser);
        if (name.equals(METADATA)) {
          metadata = true;
        } else {
          entries.put(name, entry(name, node));
        }
      }
      if (parser.nextToken() != null) {
        throw broken("something follows its header's JSON object");
      }
    } catch (JacksonException e) {
      throw broken("its header is no JSON (" + e.getOriginalMessage() + ")");
    } catch (IOException e) { // bytes that look like another encoding than UTF-8
      throw broken("its header is no JSON (" + e.getMessage() + ")");
    }
    refuseOverlaps(entries);
    return entries;
  }

  private JsonNode tree(String name, JsonParser parser) throws IOException {
    try {
      return JSON.readTree(parser);
    } catch (com.fasterxml.jackson.databind.exc.MismatchedInputException e) {
      throw broken("tensor \"" + name + "\": " + e.getOriginalMessage().split(" for ", 2)[0]);
    }
  }

  private Entry entry(String name, JsonNode node) {
    var tensor = "tensor \"" + name + "\"";
    var type = node.path("dtype").asText("");
    var shape = node.path("shape");
    var offsets = node.path("data_offsets");
    if (type.isEmpty() || !shape.isArray() || !offsets.isArray() || offsets.size() != 2) {
      throw broken(tensor + " lacks a type, a shape or its two data offsets");
    }
    long begin = place(offsets.get(0));
    long end = place(offsets.get(1));
    if (begin < 0 || end < begin || end > bytes) {
      throw broken(
          tensor
              + " lies at bytes "
              + offsets.get(0)
              + " to "
              + offsets.get(1)
              + " of only "
              + bytes);
    }
    var sizes = new long[shape.size()];
    long count = 1;
    try {
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = place(shape.get(i));
        if (sizes[i] < 0) {
          throw broken(tensor + " has a shape that is no list of sizes");
        }
        count = Math.multiplyExact(count, sizes[i]);
      }
      var number = NumberType.of(type);
      if (number.isPresent() && number.get().bytes(count) != end - begin) {
        throw broken(
            tensor
                + " has "
                + (end - begin)
                + " bytes; its shape needs "
                + number.get().bytes(count));
      }
    } catch (ArithmeticException e) {
      throw broken(tensor + " has an impossible shape");
    }
    return new Entry(type, sizes, begin, end);
  }

  /** A count; -1 where it is none. */
  private static long place(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() ? node.asLong() : -1;
  }

  private void refuseOverlaps(Map<String, Entry> entries) {
    var byBegin = new ArrayList<>(entries.entrySet());
    byBegin.removeIf(e -> e.getValue().bytes() == 0);
    byBegin.sort(Comparator.comparingLong(e -> e.getValue().begin));
    for (int i = 1; i < byBegin.size(); i++) {
      if (byBegin.get(i).getValue().begin < byBegin.get(i - 1).getValue().end) {
        throw broken(
            "tensors \""
                + byBegin.get(i - 1).getKey()
                + "\" and \""
                + byBegin.get(i).getKey()
                + "\" overlap");
      }
    }
  }
}
