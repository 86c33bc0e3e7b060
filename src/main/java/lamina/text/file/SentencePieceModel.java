package lamina.text.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import lamina.files.Document;
import lamina.files.RegularFile;
import lamina.problem.Problem;

/**
 * SentencePiece's own model file, a message of sentencepiece_model.proto. Which ids its pieces
 * have, and which special ones stand around a text, is a matter of the model's class: XLM-R puts
 * four pieces of its own before them, CamemBERT five, DeBERTa-v2 none.
 */
record SentencePieceModel() implements TokenizerKind {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int UNIGRAM = 1;
  private static final int UNKNOWN = 2;
  private static final int USER_DEFINED = 4;
  private static final int MOST_PIECES = 4_000_000;

  /** A piece as the file has it. */
  private record Entry(String text, double score, int type) {}

  /** What is read of a file. */
  private static final class Proto {
    final List<Entry> pieces = new ArrayList<>();
    int model = UNIGRAM;
    boolean byteFallback;
    byte[] map = {};
    boolean dummyPrefix = true;
  }

  @Override
  public List<String> files() {
    return List.of("sentencepiece.bpe.model", "spm.model", "spiece.model", "sentencepiece.model");
  }

  @Override
  public String json(Path file) {
    var proto = read(file);
    if (proto.model != UNIGRAM) {
      throw new Problem(
          file
              + ": is a SentencePiece model of another kind than Unigram; load the tokenizer with"
              + " Hugging Face's classes and save it, which writes tokenizer.json.");
    }
    return switch (family(file)) {
      case "xlmroberta" -> xlmRoberta(proto).toString();
      case "camembert" -> camembert(file, proto).toString();
      default -> debertaV2(file, proto).toString();
    };
  }

  /** Whose conventions hold: as tokenizer_class says, or model_type, or the file's name. */
  private static String family(Path file) {
    var directory = file.toAbsolutePath().getParent();
    for (var place : List.of("tokenizer_config.json", "config.json")) {
      var settings = directory.resolve(place);
      if (!Files.exists(settings)) {
        continue;
      }
      var named =
          Document.json(settings)
              .find("tokenizer_class")
              .or(() -> Document.json(settings).find("model_type"));
      if (named.isPresent()) {
        var name =
            named
                .get()
                .text()
                .replaceAll("Tokenizer(Fast)?$", "")
                .replaceAll("[-_]", "")
                .toLowerCase(java.util.Locale.ROOT);
        if (List.of("xlmroberta", "camembert", "debertav2").contains(name)) {
          return name;
        }
        if (name.equals("bert") && file.endsWith("sentencepiece.bpe.model")) {
          return "xlmroberta"; // MiniLM and e5: BERT blocks, XLM-R's vocabulary
        }
        throw named
            .get()
            .wrong(
                "of "
                    + named.get().text()
                    + " Lamina doesn't know which ids its SentencePiece model has; load it with"
                    + " Hugging Face's classes and save it, which writes tokenizer.json");
      }
    }
    return file.endsWith("spm.model") ? "debertav2" : "xlmroberta";
  }

  private static Proto read(Path file) {
    var proto = new Proto();
    try {
      var in = CodedInputStream.newInstance(RegularFile.bytes(file, TokenizerFile.MOST_BYTES));
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> proto.pieces.add(piece(CodedInputStream.newInstance(in.readByteArray())));
          case 2 -> trainer(CodedInputStream.newInstance(in.readByteArray()), proto);
          case 3 -> normalizer(CodedInputStream.newInstance(in.readByteArray()), proto);
          default -> in.skipField(tag);
        }
        if (proto.pieces.size() > MOST_PIECES) {
          throw new IOException("there are more pieces than any tokenizer has");
        }
      }
    } catch (IOException e) {
      throw new Problem(
          file + ": is no SentencePiece model (" + e.getMessage() + "); fetch the file again.", e);
    }
    if (proto.pieces.size() < 4) {
      throw new Problem(file + ": holds no pieces; fetch the file again.");
    }
    return proto;
  }

  private static Entry piece(CodedInputStream in) throws IOException {
    String text = "";
    float score = 0;
    int type = 1;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> text = utf8(in.readByteArray());
        case 2 -> score = in.readFloat();
        case 3 -> type = in.readEnum();
        default -> in.skipField(tag);
      }
    }
    if (!Float.isFinite(score)) {
      throw new IOException("the score of piece \"" + text + "\" is no number");
    }
    return new Entry(text, score, type);
  }

  /** Strictly, and without protobuf's own decoder, which the Java runtime warns of. */
  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static void trainer(CodedInputStream in, Proto proto) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 3 -> proto.model = in.readEnum();
        case 35 -> proto.byteFallback = in.readBool();
        default -> in.skipField(tag);
      }
    }
  }

  private static void normalizer(CodedInputStream in, Proto proto) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 2 -> proto.map = in.readByteArray();
        case 3 -> proto.dummyPrefix = in.readBool();
        default -> in.skipField(tag);
      }
    }
  }

  private static ObjectNode xlmRoberta(Proto proto) {
    var vocabulary = NODES.arrayNode();
    List.of("<s>", "<pad>", "</s>", "<unk>").forEach(t -> scored(vocabulary, t, 0));
    proto.pieces.stream().skip(3).forEach(e -> scored(vocabulary, e.text, e.score));
    scored(vocabulary, "<mask>", 0);
    var added = NODES.arrayNode();
    List.of("<s>", "<pad>", "</s>", "<unk>").forEach(t -> added(added, t, added.size(), false));
    added(added, "<mask>", vocabulary.size() - 1, true);
    return tokenizer(added, plain(proto), plainPre(), two("<s>", 0, "</s>", 2), vocabulary, 3);
  }

  private static ObjectNode camembert(Path file, Proto proto) {
    var vocabulary = NODES.arrayNode();
    List.of("<s>NOTUSED", "<pad>", "</s>NOTUSED", "<unk>").forEach(t -> scored(vocabulary, t, 0));
    scored(vocabulary, "<unk>NOTUSED", -100);
    proto.pieces.stream().skip(1).forEach(e -> scored(vocabulary, e.text, e.score));
    scored(vocabulary, "<mask>", 0);
    int first = 4 + place(file, proto, "<s>");
    int last = 4 + place(file, proto, "</s>");
    var added = NODES.arrayNode();
    added(added, "<pad>", 1, false);
    added(added, "<unk>", 3, false);
    added(added, "<s>", first, false);
    added(added, "</s>", last, false);
    added(added, "<mask>", vocabulary.size() - 1, true);
    return tokenizer(
        added, plain(proto), plainPre(), two("<s>", first, "</s>", last), vocabulary, 3);
  }

  private static ObjectNode debertaV2(Path file, Proto proto) {
    var vocabulary = NODES.arrayNode();
    proto.pieces.forEach(e -> scored(vocabulary, e.text, e.score));
    int unknown = 0;
    while (unknown < proto.pieces.size() && proto.pieces.get(unknown).type != UNKNOWN) {
      unknown++;
    }
    if (unknown == proto.pieces.size()) {
      throw new Problem(file + ": has no piece for what is unknown; fetch the file again.");
    }
    int first = place(file, proto, "[CLS]");
    int last = place(file, proto, "[SEP]");
    var added = NODES.arrayNode();
    for (var special : List.of("[PAD]", "[CLS]", "[SEP]", "[UNK]")) {
      added(added, special, place(file, proto, special), false);
    }
    var known = proto.pieces.stream().map(Entry::text).toList();
    int mask = known.indexOf("[MASK]");
    added(added, "[MASK]", mask < 0 ? vocabulary.size() : mask, false);
    for (int i = 0; i < proto.pieces.size(); i++) {
      if (proto.pieces.get(i).type == USER_DEFINED && !known.get(i).equals("[MASK]")) {
        added(added, known.get(i), i, false);
      }
    }
    var cased = NODES.arrayNode();
    var settings = settings(file);
    if (flag(settings, "do_lower_case")) {
      cased.addObject().put("type", "Lowercase");
    }
    cased.addObject().put("type", "Strip").put("strip_left", true).put("strip_right", true);
    map(proto, cased);
    replace(cased, " ");
    var pre = NODES.objectNode().put("type", "Sequence");
    var steps = pre.putArray("pretokenizers");
    if (flag(settings, "split_by_punct")) {
      steps.addObject().put("type", "Punctuation").put("behavior", "Isolated");
    }
    steps.add(plainPre());
    var normalizer = NODES.objectNode().put("type", "Sequence");
    normalizer.set("normalizers", cased);
    return tokenizer(
        added, normalizer, pre, one("[CLS]", first, "[SEP]", last), vocabulary, unknown);
  }

  private static Optional<Document> settings(Path file) {
    var settings = file.toAbsolutePath().resolveSibling("tokenizer_config.json");
    return Files.exists(settings) ? Optional.of(Document.json(settings)) : Optional.empty();
  }

  private static boolean flag(Optional<Document> settings, String name) {
    return settings.flatMap(s -> s.find(name)).map(Document::flag).orElse(false);
  }

  private static int place(Path file, Proto proto, String piece) {
    for (int i = 0; i < proto.pieces.size(); i++) {
      if (proto.pieces.get(i).text.equals(piece)) {
        return i;
      }
    }
    throw new Problem(
        file + ": has no piece " + piece + "; the SentencePiece model of another model lies here.");
  }

  private static void scored(ArrayNode vocabulary, String piece, double score) {
    vocabulary.addArray().add(piece).add(score);
  }

  private static void added(ArrayNode list, String token, int id, boolean lstrip) {
    list.addObject()
        .put("id", id)
        .put("content", token)
        .put("single_word", false)
        .put("lstrip", lstrip)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  private static ObjectNode plain(Proto proto) {
    var normalizer = NODES.objectNode().put("type", "Sequence");
    var steps = normalizer.putArray("normalizers");
    map(proto, steps);
    steps.addObject().put("type", "Strip").put("strip_left", false).put("strip_right", true);
    replace(steps, "▁");
    return normalizer;
  }

  private static void map(Proto proto, ArrayNode steps) {
    if (proto.map.length > 0) {
      steps
          .addObject()
          .put("type", "Precompiled")
          .put("precompiled_charsmap", Base64.getEncoder().encodeToString(proto.map));
    }
  }

  /** Runs of spaces become one. */
  private static void replace(ArrayNode steps, String content) {
    var step = steps.addObject().put("type", "Replace");
    step.putObject("pattern").put("Regex", " {2,}");
    step.put("content", content);
  }

  private static ObjectNode plainPre() {
    return NODES
        .objectNode()
        .put("type", "Metaspace")
        .put("replacement", "▁")
        .put("prepend_scheme", "always")
        .put("split", true);
  }

  /** BERT's template: one separator between two texts, and type 1 from the second on. */
  private static ObjectNode one(String first, int firstId, String last, int lastId) {
    return NODES
        .objectNode()
        .put("type", "BertProcessing")
        .<ObjectNode>set("sep", NODES.arrayNode().add(last).add(lastId))
        .set("cls", NODES.arrayNode().add(first).add(firstId));
  }

  /** RoBERTa's template: two separators between two texts. */
  private static ObjectNode two(String first, int firstId, String last, int lastId) {
    var made = NODES.objectNode().put("type", "TemplateProcessing");
    var single = made.putArray("single");
    special(single, first);
    sequence(single, "A");
    special(single, last);
    var pair = made.putArray("pair").addAll(single.deepCopy());
    special(pair, last);
    sequence(pair, "B");
    special(pair, last);
    var specials = made.putObject("special_tokens");
    token(specials, first, firstId);
    token(specials, last, lastId);
    return made;
  }

  private static void special(ArrayNode slots, String token) {
    slots.addObject().putObject("SpecialToken").put("id", token).put("type_id", 0);
  }

  private static void sequence(ArrayNode slots, String id) {
    slots.addObject().putObject("Sequence").put("id", id).put("type_id", 0);
  }

  private static void token(ObjectNode specials, String token, int id) {
    var made = specials.putObject(token).put("id", token);
    made.putArray("ids").add(id);
    made.putArray("tokens").add(token);
  }

  private static ObjectNode tokenizer(
      ArrayNode added,
      ObjectNode normalizer,
      ObjectNode preTokenizer,
      ObjectNode postProcessor,
      ArrayNode vocabulary,
      int unknown) {
    var made = NODES.objectNode().put("version", "1.0");
    made.set("added_tokens", added);
    made.set("normalizer", normalizer);
    made.set("pre_tokenizer", preTokenizer);
    made.set("post_processor", postProcessor);
    var model = made.putObject("model").put("type", "Unigram").put("unk_id", unknown);
    model.set("vocab", vocabulary);
    return made;
  }
}
