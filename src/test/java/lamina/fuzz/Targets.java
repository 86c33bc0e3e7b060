package lamina.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lamina.analyse.GateNorms;
import lamina.bench.WorkerProtocolReader;
import lamina.chart.figure.FigureReader;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.data.format.SampleData;
import lamina.encoder.Checkpoint;
import lamina.encoder.EncoderConfig;
import lamina.evaluate.ScoreTable;
import lamina.experiment.ExperimentJob;
import lamina.experiment.Journal;
import lamina.experiment.Registration;
import lamina.experiment.ResultReader;
import lamina.experiment.RunResult;
import lamina.experiment.Sweep;
import lamina.files.RunLock;
import lamina.language.Languages;
import lamina.lesson.LessonFile;
import lamina.model.ModelFiles;
import lamina.problem.Problem;
import lamina.tensor.TensorFile;
import lamina.text.Input;
import lamina.text.Tokenizer;
import lamina.text.file.VocabularyFiles;
import lamina.train.SettingSources;
import lamina.train.StateReader;
import lamina.ui.session.SessionFile;
import lamina.ui.session.UserFolder;
import lamina.ui.window.Panels;

/** Every reader of files in the program. A new reader needs a line here and a folder of files. */
public final class Targets {
  private static final String MODEL = "src/test/resources/classifiers/bert-pos";
  private static final Input.Text SENTENCE = new Input.Text("It's a test: 中文, emoji 😀!");

  private Targets() {}

  /** All of them. */
  public static List<Target> all() {
    return Stream.of(settings(), results(), models(), data()).flatMap(List::stream).toList();
  }

  private static List<Target> settings() {
    return List.of(
        Target.of(
            "session",
            Form.YAML,
            "s.lamina",
            f -> SessionFile.read(f.resolve("s.lamina"), Panels.KNOWN.kinds())),
        Target.of(
            "preferences",
            Form.YAML,
            "preferences.yaml",
            f -> new UserFolder(f).preferences(p -> {})),
        Target.of("lesson", Form.YAML, "l.yaml", f -> LessonFile.read(f.resolve("l.yaml"))),
        Target.of("sweep", Form.YAML, "s.yaml", f -> Sweep.read(f.resolve("s.yaml"))),
        Target.of("sweepjobs", Form.YAML, "s.yaml", f -> Sweep.read(f.resolve("s.yaml")).jobs()),
        Target.of("registration", Form.YAML, "r.yaml", f -> Registration.read(f.resolve("r.yaml"))),
        Target.of(
            "settings",
            Form.YAML,
            "t.yaml",
            f -> new SettingSources().file(f.resolve("t.yaml")).resolve()));
  }

  private static List<Target> results() {
    return List.of(
        Target.of("job", Form.JSON, ExperimentJob.FILE, f -> ExperimentJob.read(f).id()),
        Target.of("state", Form.JSON, "state.json", StateReader::read),
        Target.of("losses", Form.TEXT, "loss.csv", Journal::losses),
        Target.of("epochs", Form.TEXT, "epochs.csv", Journal::scores),
        Target.of("done", Form.JSON, "done.json", ResultReader::seconds),
        Target.of("size", Form.JSON, "model.json", ResultReader::size),
        Target.of("metrics", Form.TEXT, "metrics.csv", RunResult::read)
            .beside("src/test/resources/fuzz-beside/results"),
        Target.of("items", Form.GZIP, "items.csv.gz", RunResult::read)
            .beside("src/test/resources/fuzz-beside/results"),
        Target.of("scores", Form.JSON, ScoreTable.FILE, ScoreTable::read),
        Target.of("gates", Form.JSON, GateNorms.FILE, GateNorms::read),
        Target.of("owner", Form.JSON, ".run.owner.json", f -> RunLock.holder(f.resolve("run"))),
        Target.of("reply", Form.TEXT, "reply.txt", WorkerProtocolReader::reply),
        Target.of("figure", Form.TEXT, "figure.txt", FigureReader::export));
  }

  private static List<Target> models() {
    return List.of(
        Target.of(
                "config",
                Form.JSON,
                "config.json",
                f -> {
                  ModelFiles.kind(f);
                  EncoderConfig.read(f.resolve("config.json"));
                  ModelFiles.summary(f);
                })
            .beside(MODEL),
        Target.of("description", Form.JSON, "lamina.json", ModelFiles::summary).beside(MODEL),
        Target.of(
                "index",
                Form.JSON,
                "model.safetensors.index.json",
                f -> Checkpoint.open(f).values(n -> true))
            .beside("src/test/resources/fuzz-beside/index"),
        Target.of(
            "tensors",
            Form.TENSORS,
            "model.safetensors",
            f -> TensorFile.open(f.resolve("model.safetensors")).names()),
        Target.of("model", Form.TENSORS, "model.safetensors", f -> Checkpoint.open(f).raw())
            .beside(MODEL),
        Target.of(
            "pickle",
            Form.PICKLE,
            "pytorch_model.bin",
            f -> {
              var file = TensorFile.openPickle(f.resolve("pytorch_model.bin"));
              file.names().forEach(n -> file.raw(n).bytes());
              file.sample();
            }),
        Target.of(
                "pickles",
                Form.JSON,
                "pytorch_model.bin.index.json",
                f -> Checkpoint.open(f).values(n -> true))
            .beside("src/test/resources/checkpoints/forms/bert-bin-sharded"),
        Target.of("tokenizer", Form.JSON, "tokenizer.json", Targets::tokenise).beside(MODEL),
        Target.of("vocab", Form.TEXT, "vocab.txt", Targets::tokenise)
            .beside("src/test/resources/fuzz-beside/vocab"),
        Target.of("tokenizerconfig", Form.JSON, "tokenizer_config.json", Targets::tokenise)
            .beside("src/test/resources/fuzz-beside/vocab"),
        Target.of("sentencepiece", Form.FIELDS, "sentencepiece.bpe.model", Targets::tokenise)
            .beside("src/test/resources/fuzz-beside/sentencepiece"),
        Target.of(
            "wordpiece",
            Form.JSON,
            "tokenizer.json",
            f -> {
              var files = VocabularyFiles.read(f);
              files.write(files.indispensable(List.of()), f.resolve("out"));
            }));
  }

  private static void tokenise(Path folder) {
    try (var tokenizer = Tokenizer.open(folder, 64, 100_000)) {
      tokenizer.encode(SENTENCE);
      tokenizer.encode(new Input.Words(List.of("a", "\u0001", "中", "x".repeat(200))));
    }
  }

  private static List<Target> data() {
    return List.of(
        data("conllu", "de.conllu", Task.POS),
        data("columns", "de.txt", Task.NER),
        data("pairs", "de.tsv", Task.XNLI),
        data("xnli", "xnli.dev.tsv", Task.XNLI),
        data("jsonl", "xnli.dev.jsonl", Task.XNLI),
        data("pawsx", "de.tsv", Task.PAWSX),
        data("table", "de.csv", Task.POS),
        Target.of("catalog", Form.TEXT, "catalog.csv", f -> SampleData.open(f).entries()),
        Target.of("explore", Form.TEXT, "explore.csv", SampleData::open)
            .beside("src/test/resources/fuzz-beside/samples"));
  }

  private static Target data(String name, String file, Task task) {
    return Target.of(
        name,
        Form.TEXT,
        file,
        f -> {
          try {
            DatasetReader.read(f.resolve(file), task, null);
          } catch (Problem e) { // then as another task, in a language that is given
            DatasetReader.task(f.resolve(file), task);
            DatasetReader.read(f.resolve(file), Task.NER, Languages.of("de"));
          }
        });
  }
}
