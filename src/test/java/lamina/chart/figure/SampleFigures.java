package lamina.chart.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One figure of each kind, of the size that a paper has, with names in many scripts. */
public final class SampleFigures {
  private static final List<String> LANGUAGES =
      List.of(
          "English",
          "Deutsch",
          "Ελληνικά",
          "Русский",
          "العربية",
          "हिन्दी",
          "中文",
          "ไทย",
          "Türkçe",
          "Tiếng Việt",
          "Kiswahili",
          "اردو",
          "Български",
          "Français",
          "Español");

  private SampleFigures() {}

  /** By the name of the reference picture. */
  public static Map<String, Figure> all() {
    var figures = new LinkedHashMap<String, Figure>();
    figures.put("bars", bars());
    figures.put("lines", lines());
    figures.put("ecdf", ecdf());
    figures.put("pareto", pareto());
    figures.put("gates", gates());
    figures.put("gains", gains());
    figures.put("channels", channels());
    figures.put("attention", attention());
    figures.put("aligned", aligned());
    figures.put("layermap", layerMap());
    figures.put("pairmap", pairMap());
    figures.put("similarity", similarity());
    return figures;
  }

  /** Roles of models; those of measures look like one of them each. */
  private static final List<Role> WHO =
      List.of(Role.TEACHER, Role.STUDENT, Role.BASELINE, Role.PUBLISHED);

  public static BarFigure bars() {
    var random = new Random(1);
    int n = LANGUAGES.size();
    var series =
        WHO.stream()
            .map(
                role -> {
                  var v = random.doubles(n, 45, 80).toArray();
                  var count = new int[n];
                  Arrays.fill(count, 500);
                  return new BarFigure.Series(
                      named(role),
                      role,
                      v,
                      Arrays.stream(v).map(x -> x - 3).toArray(),
                      Arrays.stream(v).map(x -> x + 3).toArray(),
                      count);
                })
            .toList();
    return new BarFigure(
        "The student keeps most of it", "n = 500", "accuracy, %", LANGUAGES, series.subList(0, 3));
  }

  public static LineFigure lines() {
    var lines =
        WHO.stream()
            .map(
                role -> {
                  double[] x = new double[11];
                  double[] y = new double[11];
                  for (int i = 0; i < 11; i++) {
                    x[i] = i + 1;
                    y[i] = 60 + 4 * role.ordinal() + Math.sin(i + role.ordinal());
                  }
                  return new LineFigure.Line(
                      named(role),
                      role,
                      false,
                      x,
                      y,
                      Arrays.stream(y).map(v -> v - 0.8).toArray(),
                      Arrays.stream(y).map(v -> v + 0.8).toArray());
                })
            .toList();
    return new LineFigure(
        "Middle layers help", "95 % intervals", "fusion layer", "accuracy, %", lines, 6);
  }

  static EcdfFigure ecdf() {
    var random = new Random(2);
    return new EcdfFigure(
        "The student answers sooner",
        "1 thread",
        List.of(
            new EcdfFigure.Series(
                "Teacher",
                Role.TEACHER,
                false,
                random.doubles(1000).map(u -> 20 - 4 * Math.log(u)).toArray()),
            new EcdfFigure.Series(
                "Student",
                Role.STUDENT,
                false,
                random.doubles(1000).map(u -> 9 - 2 * Math.log(u)).toArray()),
            new EcdfFigure.Series(
                "Student, int8",
                Role.STUDENT,
                true,
                random.doubles(1000).map(u -> 5 - Math.log(u)).toArray())));
  }

  static ParetoFigure pareto() {
    return new ParetoFigure(
        "Half the time, five points less",
        "n = 6400",
        "p50, milliseconds",
        "accuracy, %",
        List.of(
            point("teacher", Role.TEACHER, false, 7.4, 56.3),
            point("student", Role.STUDENT, false, 4.2, 51.4),
            point("teacher, int8", Role.TEACHER, true, 4.3, 56.1),
            point("student, int8", Role.STUDENT, true, 2.5, 51.0),
            point("last layer", Role.BASELINE, false, 7.1, 54.9),
            point("another", Role.PUBLISHED, false, 6.3, 53.1)));
  }

  private static ParetoFigure.Point point(
      String name, Role role, boolean hollow, double x, double y) {
    return new ParetoFigure.Point(
        name, role, hollow, x, x - 0.2, x + 0.3, y, y - 0.5, y + 0.6, 6400);
  }

  public static GateMapFigure gates() {
    var tokens =
        List.of(
            "[CLS]", "كانت", "المدينة", "जलवायु", "हिन्दी", "Αθήνα", "Москва", "##ing", "[SEP]");
    var random = new Random(3);
    var values = new float[11][tokens.size()];
    for (var row : values) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    return new GateMapFigure(
        "Function words pass",
        "layer by token",
        Role.TEACHER,
        tokens,
        List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        values,
        false);
  }

  public static HeatMapFigure gains() {
    var random = new Random(4);
    var columns = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    int rows = LANGUAGES.size();
    var values = new double[rows][columns.size()];
    var low = new double[rows][columns.size()];
    var high = new double[rows][columns.size()];
    var n = new int[rows][columns.size()];
    var starred = new boolean[rows][columns.size()];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns.size(); c++) {
        values[r][c] = r == 2 && c == 3 ? Double.NaN : random.nextGaussian();
        low[r][c] = values[r][c] - 0.5;
        high[r][c] = values[r][c] + 0.5;
        n[r][c] = 500;
        starred[r][c] = values[r][c] > 1;
      }
    }
    return new HeatMapFigure(
        "Gains by language and layer",
        "Holm-corrected",
        "fusion layer",
        "points",
        columns,
        LANGUAGES,
        values,
        low,
        high,
        n,
        starred);
  }

  /** Coefficients with a tree of their rows. */
  static HeatMapFigure similarity() {
    int n = LANGUAGES.size();
    var random = new Random(8);
    var values = new double[n][n];
    var low = new double[n][n];
    var high = new double[n][n];
    var counts = new int[n][n];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        values[r][c] = r == c ? Double.NaN : random.nextDouble();
        low[r][c] = values[r][c] - 0.02;
        high[r][c] = values[r][c] + 0.02;
        counts[r][c] = 400;
      }
    }
    var branches = new ArrayList<HeatMapFigure.Branch>();
    double place = 0;
    double height = 0;
    for (int r = 1; r < n; r++) {
      branches.add(new HeatMapFigure.Branch(place, height, r, 0, 0.1 * r));
      place = (place + r) / 2;
      height = 0.1 * r;
    }
    return new HeatMapFigure(
        "Layer 6: relatives are more alike",
        "400 sentences",
        "with",
        "CKA",
        LANGUAGES,
        LANGUAGES,
        values,
        low,
        high,
        counts,
        new boolean[n][n],
        HeatMapFigure.Reading.COEFFICIENT,
        Optional.of(new HeatMapFigure.Tree(branches, 0.1 * n)));
  }

  static AttentionFigure attention() {
    var tokens = List.of("[CLS]", "كانت", "المدينة", "Москва", "[SEP]");
    var random = new Random(6);
    var weights = new float[4][tokens.size()];
    for (var row : weights) {
      float sum = 0;
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
        sum += row[i];
      }
      for (int i = 0; i < row.length; i++) {
        row[i] /= sum;
      }
    }
    return new AttentionFigure(
        "Heads look elsewhere", "layer 6", Role.TEACHER, tokens, 1, weights, true);
  }

  static AlignedFigure aligned() {
    var random = new Random(7);
    return new AlignedFigure(
        "Layer 6: 14 of 17 words as labelled",
        "one colour scale for all languages",
        Role.TEACHER,
        List.of("NOUN", "PROPN"),
        true,
        List.of(
            line("English", false, "She/PRON was/AUX 84/NUM years/NOUN old/ADJ ./PUNCT", random),
            line("العربية", true, "كانت/VERB في/ADP عمر/NOUN ها/PRON ./PUNCT", random),
            line("हिन्दी", false, "वह/PRON 84/NUM वर्ष/NOUN की/ADP थी/AUX ।/PUNCT", random)),
        0.2,
        0.8);
  }

  private static AlignedFigure.Line line(String name, boolean rtl, String tagged, Random random) {
    var words = new ArrayList<AlignedFigure.Word>();
    for (var word : tagged.split(" ")) {
      int slash = word.lastIndexOf('/');
      var text = word.substring(0, slash);
      var gold = word.substring(slash + 1);
      var gates = new float[text.length() > 3 ? 2 : 1];
      for (int i = 0; i < gates.length; i++) {
        gates[i] = 0.2f + 0.6f * random.nextFloat();
      }
      var pieces = gates.length == 1 ? List.of(text) : List.of(text.substring(0, 2), "##" + text);
      var answer = words.size() == 2 ? "PROPN" : gold;
      words.add(new AlignedFigure.Word(text, answer, gold, pieces, gates));
    }
    return new AlignedFigure.Line(name, "", "", rtl, words);
  }

  /** Seven words of Arabic, with what layers 2 and 3 fix, break and change. */
  public static LayerMapFigure layerMap() {
    var words = List.of("كانت", "في", "ال84", "من", "عمر", "ها", ".");
    var gold = List.of("VERB", "ADP", "NUM", "ADP", "NOUN", "PRON", "PUNCT");
    var last = List.of("AUX", "ADP", "NOUN", "ADP", "NUM", "PRON", "PUNCT");
    var random = new Random(8);
    return new LayerMapFigure(
        "Layer 2 fixes 1 word and breaks none: 5 of 7 right (last layer alone: 4)",
        List.of("The gate leans on layer 2 for “في” (0.61).", "Student: layer 1 changes nothing"),
        "teacher, student · a dot: as the last layer alone",
        heads(words, gold, List.of()),
        List.of(
            block(Role.TEACHER, "Teacher", 4, 5, gold, last, random),
            block(Role.STUDENT, "Student", 2, 5, gold, last, random)),
        List.of(2, 1),
        new LayerMapFigure.GateScale("last layer", "layer k"),
        MARKS,
        true);
  }

  /** Many words, with what as many layers change. */
  public static LayerMapFigure layerMap(int count, int layers) {
    var words = new ArrayList<String>();
    var gold = new ArrayList<String>();
    var last = new ArrayList<String>();
    for (int w = 0; w < count; w++) {
      words.add(List.of("word", "Haus", "كانت", "в", "的", "going").get(w % 6));
      gold.add(List.of("NOUN", "VERB", "PUNCT").get(w % 3));
      last.add(w % 7 == 0 ? "PROPN" : gold.get(w));
    }
    return new LayerMapFigure(
        "Layer 2 changes nothing",
        List.of("The gate leans on layer 2."),
        "teacher",
        heads(words, gold, List.of()),
        List.of(block(Role.TEACHER, "Teacher", layers, 11, gold, last, new Random(3))),
        List.of(2),
        new LayerMapFigure.GateScale("last layer", "layer k"),
        MARKS,
        false);
  }

  private static final Map<LayerMapFigure.Mark, String> MARKS =
      Map.of(
          LayerMapFigure.Mark.SAME, "as the last layer alone",
          LayerMapFigure.Mark.FIXED, "fixed",
          LayerMapFigure.Mark.BROKEN, "broken");

  private static LayerMapFigure.Heads heads(
      List<String> words, List<String> gold, List<String> answers) {
    var columns = new ArrayList<LayerMapFigure.Column>();
    for (var word : words) {
      columns.add(new LayerMapFigure.Column(word, columns.size()));
    }
    return new LayerMapFigure.Heads("labelled", "right", columns, gold, answers);
  }

  private static LayerMapFigure.Block block(
      Role role,
      String name,
      int layers,
      int every,
      List<String> gold,
      List<String> last,
      Random random) {
    var rows = new ArrayList<LayerMapFigure.Row>();
    for (int layer = 0; layer <= layers; layer++) {
      var answers = new ArrayList<LayerMapFigure.Answer>();
      for (int w = 0; w < gold.size(); w++) {
        boolean right = gold.get(w).equals(last.get(w));
        var mark =
            layer == 0
                ? right ? LayerMapFigure.Mark.RIGHT : LayerMapFigure.Mark.WRONG
                : (w + layer) % every != every - 1
                    ? LayerMapFigure.Mark.SAME
                    : right ? LayerMapFigure.Mark.BROKEN : LayerMapFigure.Mark.FIXED;
        var label = mark == LayerMapFigure.Mark.FIXED ? gold.get(w) : last.get(w);
        answers.add(
            new LayerMapFigure.Answer(mark == LayerMapFigure.Mark.BROKEN ? "X" : label, 0.7, mark));
      }
      rows.add(
          new LayerMapFigure.Row(
              layer == 0 ? "last alone" : Integer.toString(layer),
              answers,
              "4/7",
              layer == 0 ? new float[0] : randomGates(gold.size(), random)));
    }
    return new LayerMapFigure.Block(role, name, rows);
  }

  private static float[] randomGates(int count, Random random) {
    var gates = new float[count];
    for (int i = 0; i < count; i++) {
      gates[i] = 0.25f + 0.5f * random.nextFloat();
    }
    return gates;
  }

  /** A pair: probabilities of labels over gates of words; the last word has no gate. */
  static LayerMapFigure pairMap() {
    var random = new Random(9);
    var labels = List.of("entailment", "neutral", "contradiction");
    var words = List.of("So", "I", "am", "not", "sure", "why", ".", "我", "很", "确定", "。");
    var rows = new ArrayList<LayerMapFigure.Row>();
    for (int layer = 0; layer <= 4; layer++) {
      int best = layer == 3 ? 1 : 2;
      var answers = new ArrayList<LayerMapFigure.Answer>();
      for (int i = 0; i < labels.size(); i++) {
        var mark =
            i != best
                ? LayerMapFigure.Mark.BLANK
                : layer == 3 ? LayerMapFigure.Mark.BROKEN : LayerMapFigure.Mark.RIGHT;
        answers.add(new LayerMapFigure.Answer(labels.get(i), i == best ? 0.5 : 0.25, mark));
      }
      var gates = layer == 0 ? new float[0] : randomGates(words.size(), random);
      if (layer > 0) {
        gates[words.size() - 1] = Float.NaN;
      }
      rows.add(
          new LayerMapFigure.Row(
              layer == 0 ? "last alone" : Integer.toString(layer), answers, "", gates));
    }
    return new LayerMapFigure(
        "Layer 3 breaks the answer: neutral in place of contradiction",
        List.of("The gate leans on the last layer everywhere."),
        "teacher",
        heads(words, List.of("contradiction"), labels),
        List.of(new LayerMapFigure.Block(Role.TEACHER, "Teacher", rows)),
        List.of(3),
        new LayerMapFigure.GateScale("last layer", "layer k"),
        MARKS,
        false);
  }

  static ChannelFigure channels() {
    var random = new Random(5);
    var gate = new float[768];
    for (int i = 0; i < gate.length; i++) {
      gate[i] = random.nextFloat();
    }
    return new ChannelFigure("Half of the channels pass", "layer 6", Role.TEACHER, gate);
  }

  private static String named(Role role) {
    return switch (role) {
      case TEACHER -> "Teacher";
      case STUDENT -> "Student";
      case BASELINE -> "Last layer alone";
      case PUBLISHED -> "Reported";
      case CROSS_LINGUAL, STRUCTURE, IDENTITY -> role.name();
    };
  }
}
