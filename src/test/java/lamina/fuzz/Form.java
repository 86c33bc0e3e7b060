package lamina.fuzz;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What a file is made of, and so how it can be damaged with sense. */
public enum Form {
  JSON {
    @Override
    byte[] sensible(byte[] file, byte[] other, Random random) throws IOException {
      var writer = random.nextBoolean() ? PLAIN : ESCAPED;
      return writer.writeValueAsBytes(changed(PLAIN, file, other, random));
    }
  },
  YAML {
    @Override
    byte[] sensible(byte[] file, byte[] other, Random random) throws IOException {
      if (random.nextInt(4) == 0) {
        return lines(file, other, random);
      }
      return WRITTEN_YAML.writeValueAsBytes(changed(WRITTEN_YAML, file, other, random));
    }
  },
  /** Lines, perhaps of cells. */
  TEXT {
    @Override
    byte[] sensible(byte[] file, byte[] other, Random random) {
      return lines(file, other, random);
    }
  },
  /** Lines within a compressed file. */
  GZIP {
    @Override
    byte[] sensible(byte[] file, byte[] other, Random random) throws IOException {
      var out = new ByteArrayOutputStream();
      try (var zip = new GZIPOutputStream(out)) {
        zip.write(lines(unzipped(file), unzipped(other), random));
      }
      return out.toByteArray();
    }
  },
  /** Safetensors: a JSON header behind its length, then numbers. */
  TENSORS {
    @Override
    byte[] sensible(byte[] file, byte[] other, Random random) throws IOException {
      int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
      var header = Arrays.copyOfRange(file, 8, 8 + length);
      var changed = JSON.sensible(header, header, random);
      var data = Arrays.copyOfRange(file, 8 + length, file.length);
      return ByteBuffer.allocate(8 + changed.length + data.length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(changed.length)
          .put(changed)
          .put(data)
          .array();
    }
  },
  /** Fields of a protobuf message, each with its length: some are lost, doubled, cut or changed. */
  FIELDS {
    @Override
    byte[] sensible(byte[] file, byte[] other, Random random) throws IOException {
      var fields = new ArrayList<byte[]>();
      var in = CodedInputStream.newInstance(file);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        out.writeByteArrayNoTag(in.readByteArray());
        out.flush();
        fields.add(field(tag, bytes.toByteArray()));
      }
      for (int i = random.nextInt(3); i >= 0; i--) {
        int at = random.nextInt(fields.size());
        switch (random.nextInt(5)) {
          case 0 -> fields.remove(at);
          case 1 -> fields.add(at, fields.get(random.nextInt(fields.size())));
          case 2 -> Collections.swap(fields, at, random.nextInt(fields.size()));
          case 3 ->
              fields.get(at)[random.nextInt(fields.get(at).length)] ^= (byte) random.nextInt();
          default -> fields.subList(at, Math.min(fields.size(), at + random.nextInt(600))).clear();
        }
        if (fields.isEmpty()) {
          break;
        }
      }
      var all = new ByteArrayOutputStream();
      for (var field : fields) {
        all.write(field);
      }
      return all.toByteArray();
    }

    private byte[] field(int tag, byte[] rest) throws IOException {
      var all = new ByteArrayOutputStream();
      var out = CodedOutputStream.newInstance(all);
      out.writeUInt32NoTag(tag);
      out.flush();
      all.write(rest);
      return all.toByteArray();
    }
  },
  /** What torch.save writes: operations and short texts at the begin, or behind a zip's header. */
  PICKLE {
    @Override
    byte[] sensible(byte[] file, byte[] other, Random random) {
      var changed = file.clone();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        int at = random.nextInt(random.nextBoolean() ? changed.length : changed.length / 2);
        changed[at] =
            (byte)
                (random.nextBoolean()
                    ? OPERATIONS.charAt(random.nextInt(OPERATIONS.length()))
                    : random.nextInt(256));
      }
      return changed;
    }
  };

  private static final String OPERATIONS =
      "(.]}tRQbcuseaNJKMGXTUqrhj)0\0\1\u00ff\u007f\u0080\u0085\u0086\u0087\u0088\u008a\u0093";

  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final ObjectMapper ESCAPED =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final ObjectMapper WRITTEN_YAML = new YAMLMapper();
  private static final List<String> SEPARATORS = List.of("\t", ",", " ", ":", ";", "-");
  private static final List<String> LINES =
      List.of(
          "",
          "# comment",
          "# text = x",
          "-DOCSTART-\tO",
          "1-2\tx\t_\t_\t_\t_\t_\t_\t_\t_",
          "\t\t\t\t",
          ",,,,",
          "\"",
          "\"a\nb\",c",
          "a: &x [*x, *x]",
          "<<: *x",
          "? ",
          "- - - -",
          "--- !!map",
          "...",
          "%TAG ! x",
          "x: |+9",
          "key: >-");

  abstract byte[] sensible(byte[] file, byte[] other, Random random) throws IOException;

  /**
   * Damages a file.
   *
   * @param other of the same form, for a part to come from
   */
  byte[] damaged(byte[] file, byte[] other, Random random) {
    if (random.nextInt(3) > 0) {
      try {
        var changed = sensible(file, other, random);
        return random.nextInt(15) == 0 ? Bytes.change(changed, other, random) : changed;
      } catch (IOException | RuntimeException e) {
        return Bytes.change(file, other, random); // it was damaged already
      }
    }
    return Bytes.change(file, other, random);
  }

  private static JsonNode changed(ObjectMapper reader, byte[] file, byte[] other, Random random)
      throws IOException {
    var root = reader.readTree(file);
    if (!(root instanceof ContainerNode<?> container)) {
      throw new IOException("no group and no list");
    }
    JsonNode from;
    try {
      from = reader.readTree(other);
    } catch (IOException e) {
      from = root;
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Trees.change(container, from, random);
    }
    return root;
  }

  private static byte[] unzipped(byte[] file) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private static byte[] lines(byte[] file, byte[] other, Random random) {
    var lines = new ArrayList<>(List.of(text(file).split("\n", -1)));
    var others = text(other).split("\n", -1);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(Math.min(lines.size(), random.nextBoolean() ? 3 : lines.size()));
      switch (random.nextInt(9)) {
        case 0 -> {
          if (lines.size() > 1) {
            lines.remove(at);
          }
        }
        case 1 -> lines.add(at, lines.get(at));
        case 2 -> lines.add(at, LINES.get(random.nextInt(LINES.size())));
        case 3 -> lines.set(at, others[random.nextInt(others.length)]);
        case 4 -> Collections.swap(lines, at, random.nextInt(lines.size()));
        default -> lines.set(at, cells(lines.get(at), random));
      }
    }
    return String.join(random.nextInt(10) == 0 ? "\r\n" : "\n", lines)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }

  private static String cells(String line, Random random) {
    var separator =
        SEPARATORS.stream().filter(line::contains).findFirst().orElse(SEPARATORS.getFirst());
    var cells = new ArrayList<>(List.of(line.split(separator, -1)));
    int at = random.nextInt(cells.size());
    switch (random.nextInt(6)) {
      case 0 -> cells.remove(at);
      case 1 -> cells.add(at, Values.text(random));
      case 2 -> cells.set(at, Values.number(random).toString());
      case 3 -> cells.set(at, cells.get(at) + Values.text(random));
      default -> cells.set(at, Values.text(random));
    }
    return String.join(separator, cells);
  }
}
