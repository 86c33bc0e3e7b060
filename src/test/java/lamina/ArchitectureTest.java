package lamina;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.encoder.EncoderFamilies;
import lamina.encoder.EncoderFamily;
import lamina.model.RandomCheckpoint;
import lamina.process.NativeLibraries;
import lamina.process.Termination;
import lamina.train.StepTiming;
import lamina.ui.workspace.Panel;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.junit.jupiter.api.Test;

/** The arrows between packages, without exemptions, each with its reason. */
class ArchitectureTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final int LARGEST_PACKAGE = 30;
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("lamina");

  /** Rooms of panels, and that of lessons, which stand in front of all of them. */
  private static final List<String> PANELS =
      Stream.concat(
              CLASSES.stream()
                  .filter(c -> c.isAssignableTo(Panel.class) && !c.isInterface())
                  .map(JavaClass::getPackageName)
                  .distinct()
                  .sorted(),
              Stream.of("lamina.ui.lesson"))
          .toList();

  @Test
  void theDataFlowsOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("problem")
        .definedBy("lamina.problem")
        .layer("process")
        .definedBy("lamina.process")
        .layer("files")
        .definedBy("lamina.files")
        .layer("language")
        .definedBy("lamina.language")
        .layer("data")
        .definedBy("lamina.data..")
        .layer("text")
        .definedBy("lamina.text")
        .layer("engine")
        .definedBy("lamina.engine")
        .layer("tensor")
        .definedBy("lamina.tensor")
        .layer("encoder")
        .definedBy("lamina.encoder")
        .layer("fusion")
        .definedBy("lamina.fusion")
        .layer("model")
        .definedBy("lamina.model")
        .layer("evaluate")
        .definedBy("lamina.evaluate")
        .layer("answers")
        .definedBy("lamina.answers")
        .layer("train")
        .definedBy("lamina.train")
        .layer("analyse")
        .definedBy("lamina.analyse")
        .layer("similarity")
        .definedBy("lamina.similarity")
        .layer("trim")
        .definedBy("lamina.trim")
        .layer("experiment")
        .definedBy("lamina.experiment")
        .layer("checklist")
        .definedBy("lamina.checklist")
        .layer("claims")
        .definedBy("lamina.claims")
        .layer("bench")
        .definedBy("lamina.bench")
        .layer("measure")
        .definedBy("lamina.measure")
        .layer("service")
        .definedBy("lamina.service")
        .layer("lesson")
        .definedBy("lamina.lesson")
        .layer("chart")
        .definedBy("lamina.chart..")
        .layer("report")
        .definedBy("lamina.report")
        .layer("ui")
        .definedBy("lamina.ui..")
        .layer("cli")
        .definedBy("lamina.cli..")
        .layer("app")
        .definedBy("lamina.app..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("ui")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("ui", "app")
        .whereLayer("chart")
        .mayOnlyBeAccessedByLayers("report", "ui", "app")
        .whereLayer("measure")
        .mayOnlyBeAccessedByLayers("cli", "app")
        .whereLayer("lesson")
        .mayOnlyBeAccessedByLayers("ui", "app")
        .whereLayer("service")
        .mayOnlyBeAccessedByLayers("measure", "lesson", "ui", "cli", "app")
        .whereLayer("claims")
        .mayOnlyBeAccessedByLayers("report", "ui", "app")
        .whereLayer("experiment")
        .mayOnlyBeAccessedByLayers("checklist", "claims", "ui", "cli", "app")
        .whereLayer("checklist")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("analyse")
        .mayOnlyBeAccessedByLayers("service", "claims", "ui", "cli")
        .whereLayer("similarity")
        .mayOnlyBeAccessedByLayers("service", "claims", "report", "ui", "cli", "app")
        .whereLayer("trim")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("train")
        .mayOnlyBeAccessedByLayers("experiment", "checklist", "ui", "cli")
        .whereLayer("bench")
        .mayOnlyBeAccessedByLayers("service", "ui", "cli")
        .whereLayer("answers")
        .mayOnlyBeAccessedByLayers("service", "ui", "cli")
        .whereLayer("evaluate")
        .mayOnlyBeAccessedByLayers(
            "answers",
            "analyse",
            "train",
            "similarity",
            "experiment",
            "checklist",
            "claims",
            "bench",
            "measure",
            "service",
            "lesson",
            "report",
            "ui",
            "cli",
            "app")
        .whereLayer("process")
        .mayOnlyBeAccessedByLayers("experiment", "bench", "measure", "cli", "app")
        .whereLayer("fusion")
        .mayOnlyBeAccessedByLayers(
            "model",
            "analyse",
            "similarity",
            "evaluate",
            "answers",
            "train",
            "experiment",
            "claims",
            "measure",
            "service",
            "lesson",
            "ui",
            "cli",
            "app")
        .whereLayer("tensor")
        .mayOnlyBeAccessedByLayers(
            "encoder",
            "fusion",
            "model",
            "train",
            "trim",
            "analyse",
            "similarity",
            "bench",
            "measure",
            "service")
        .whereLayer("encoder")
        .mayOnlyBeAccessedByLayers(
            "fusion",
            "model",
            "train",
            "trim",
            "analyse",
            "similarity",
            "bench",
            "measure",
            "service")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers(
            "tensor", "encoder", "model", "bench", "measure", "service", "train", "ui", "cli",
            "app")
        .whereLayer("text")
        .mayOnlyBeAccessedByLayers(
            "encoder",
            "model",
            "evaluate",
            "answers",
            "train",
            "trim",
            "analyse",
            "similarity",
            "bench",
            "measure",
            "service",
            "ui",
            "cli")
        .check(CLASSES);
  }

  @Test
  void noCycles() {
    slices().matching("lamina.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theWindowIsBuiltFromSmallToLarge() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("text")
        .definedBy("lamina.ui.text")
        .layer("control")
        .definedBy("lamina.ui.control")
        .layer("workspace")
        .definedBy("lamina.ui.workspace")
        .layer("panels")
        .definedBy(PANELS.toArray(String[]::new))
        .layer("session")
        .definedBy("lamina.ui.session")
        .layer("export")
        .definedBy("lamina.ui.export")
        .layer("window")
        .definedBy("lamina.ui.window")
        .whereLayer("window")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("export")
        .mayOnlyBeAccessedByLayers("window")
        .whereLayer("panels")
        .mayOnlyBeAccessedByLayers("window")
        .whereLayer("session")
        .mayOnlyBeAccessedByLayers("export", "window")
        .whereLayer("workspace")
        .mayOnlyBeAccessedByLayers("panels", "session", "export", "window")
        .whereLayer("control")
        .mayOnlyBeAccessedByLayers("workspace", "panels", "session", "export", "window")
        .check(CLASSES);
  }

  @Test
  void noPanelKnowsAnother() {
    for (var panel : PANELS) {
      var others = PANELS.stream().filter(p -> !p.equals(panel)).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(panel)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .because("a panel can be taken away, or a new one added, without the others")
          .check(CLASSES);
    }
  }

  @Test
  void aFigureIsAValueBeforeItIsDrawn() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("figure")
        .definedBy("lamina.chart.figure")
        .layer("paint")
        .definedBy("lamina.chart.paint")
        .layer("export")
        .definedBy("lamina.chart.export")
        .layer("view")
        .definedBy("lamina.chart.view")
        .whereLayer("view")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("export")
        .mayOnlyBeAccessedByLayers("view")
        .whereLayer("paint")
        .mayOnlyBeAccessedByLayers("export", "view")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("lamina.chart.figure", "lamina.chart.paint", "lamina.chart.export")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javafx..")
        .because("figures are written on machines without a display")
        .check(CLASSES);
  }

  @Test
  void onlyTheScreenKnowsJavaFx() {
    noClasses()
        .that()
        .resideOutsideOfPackages("lamina.chart.view", "lamina.ui..", "lamina.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javafx..")
        .because("models run on machines without a display")
        .check(CLASSES);
  }

  @Test
  void noTensorLeavesTheModel() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "lamina.problem",
            "lamina.files",
            "lamina.language",
            "lamina.data..",
            "lamina.evaluate",
            "lamina.experiment",
            "lamina.claims",
            "lamina.lesson",
            "lamina.chart..",
            "lamina.ui..",
            "lamina.cli..",
            "lamina.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .because("predictions, scores and figures are plain values")
        .check(CLASSES);
  }

  /** What a kill cuts off, or a full device, must never be half a file under its own name. */
  @Test
  void filesAreWrittenInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("lamina.files")
        .should()
        .callMethodWhere(describe("they write, copy or move files", c -> writes(c.getTarget())))
        .orShould()
        .callConstructorWhere(
            describe("they open a file to write", c -> opensToWrite(c.getTarget())))
        .because("lamina.files writes whole files or none, and forces them to the device")
        .check(CLASSES);
  }

  /** Opening a pipe may never end, and a file may be larger than memory. */
  @Test
  void filesAreReadInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("lamina.files")
        .should()
        .callMethodWhere(describe("they open files to read", c -> reads(c.getTarget())))
        .orShould()
        .callConstructorWhere(
            describe(
                "they open a file to read",
                c ->
                    c.getTarget()
                            .getOwner()
                            .getFullName()
                            .matches("java\\.io\\.(FileInputStream|FileReader)")
                        && takesAFile(c.getTarget())))
        .because("lamina.files looks first whether it is a file, and how large")
        .check(CLASSES);
  }

  private static boolean reads(AccessTarget.MethodCallTarget target) {
    return switch (target.getOwner().getFullName()) {
      case "java.nio.file.Files" ->
          target
              .getName()
              .matches("read(AllBytes|AllLines|String)|lines|newInputStream|newBufferedReader");
      case "java.nio.channels.FileChannel" -> target.getName().equals("open");
      case "com.fasterxml.jackson.databind.ObjectMapper" ->
          target.getName().startsWith("read")
              && target.getRawParameterTypes().getFirst().getName().equals("java.io.File");
      default -> false;
    };
  }

  private static boolean writes(AccessTarget.MethodCallTarget target) {
    var name = target.getName();
    return switch (target.getOwner().getFullName()) {
      case "java.nio.file.Files" ->
          name.matches("write.*|newBufferedWriter|newOutputStream|newByteChannel|copy|move")
              || name.matches("create(File|Temp.*|Link|SymbolicLink)|set.*");
      case "javax.imageio.ImageIO", "com.fasterxml.jackson.databind.ObjectMapper" ->
          name.startsWith("write") && takesAFile(target);
      case "org.apache.pdfbox.pdmodel.PDDocument" -> name.startsWith("save") && takesAFile(target);
      default -> false;
    };
  }

  private static boolean opensToWrite(AccessTarget.ConstructorCallTarget target) {
    return switch (target.getOwner().getFullName()) {
      case "java.io.FileOutputStream" -> takesAFile(target); // a descriptor is open already
      case "java.io.FileWriter", "java.io.RandomAccessFile" -> true;
      case "java.io.PrintWriter", "java.io.PrintStream" -> takesAFile(target);
      default -> false;
    };
  }

  private static boolean takesAFile(AccessTarget.CodeUnitAccessTarget target) {
    var types = target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
    return types.contains("java.io.File")
        || types.contains("java.nio.file.Path")
        || types.indexOf("java.lang.String") == 0;
  }

  @Test
  void everyProcessEndsInOrderAndKeepsItsLibrariesToItself() {
    methods()
        .that()
        .haveName("main")
        .and()
        .areStatic()
        .should(
            ArchCondition.from(
                describe(
                    "call Termination.install and NativeLibraries.prepare",
                    main ->
                        calls(main, Termination.class, "install")
                            && calls(main, NativeLibraries.class, "prepare"))))
        .check(CLASSES);
  }

  private static boolean calls(JavaMethod method, Class<?> owner, String name) {
    return method.getMethodCallsFromSelf().stream()
        .map(JavaMethodCall::getTarget)
        .anyMatch(t -> t.getOwner().isEquivalentTo(owner) && t.getName().equals(name));
  }

  /** What spreadsheets would compute, and numbers that are none, are thought of in one place. */
  @Test
  void tablesAndJsonAreWrittenInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("lamina.files")
        .should()
        .callMethod(JsonNode.class, "toPrettyString")
        .orShould()
        .callMethod(ObjectNode.class, "toPrettyString")
        .orShould()
        .callConstructor(CSVPrinter.class, Appendable.class, CSVFormat.class)
        .check(CLASSES);
  }

  @Test
  void noClassAsksWhichFamilyAnEncoderIsOf() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(EncoderFamilies.class.getName())
        .should()
        .dependOnClassesThat(
            describe(
                "are one family of encoders",
                c ->
                    c.isAssignableTo(EncoderFamily.class)
                        && !c.isEquivalentTo(EncoderFamily.class)))
        .because("a family says itself what sets it apart; a new one is one file")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("lamina.encoder")
        .should()
        .callMethod(EncoderFamily.class, "key")
        .orShould()
        .callMethod(EncoderFamily.class, "label")
        .because("what a family is called decides nothing")
        .check(CLASSES);
    classes()
        .that(
            describe(
                "name a family",
                c ->
                    c.getMethodCallsFromSelf().stream()
                        .map(JavaMethodCall::getTarget)
                        .anyMatch(
                            t ->
                                t.getOwner().isEquivalentTo(EncoderFamilies.class)
                                    && t.getName().equals("named"))))
        .should()
        .be(RandomCheckpoint.Shape.class)
        .orShould()
        .be(StepTiming.class)
        .because("only published shapes are of a family that no checkpoint says")
        .check(CLASSES);
  }

  @Test
  void noClassAsksWhichTaskItIs() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Tasks.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(Task.class.getName())
        .should()
        .accessFieldWhere(
            describe(
                "name one task",
                f ->
                    f.getTarget().getOwner().isEquivalentTo(Task.class)
                        && f.getTarget().getRawType().isEquivalentTo(Task.class)
                        && !f.getTarget().getName().equals("DEFAULT")))
        .because("a task says itself what sets it apart; a new one is one file")
        .check(CLASSES);
  }

  @Test
  void noStaticMutableState() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }

  @Test
  void everyPackageHasItsPromiseAndNoClassGrowsTooLong() throws IOException {
    try (var files = Files.walk(MAIN)) {
      for (var file : files.toList()) {
        if (Files.isDirectory(file) && sources(file) > 0) {
          var info = file.resolve("package-info.java");
          assertTrue(
              Files.exists(info) && Files.readString(info).contains("Promise:"),
              file + " needs a package-info with its one promise");
          assertTrue(sources(file) <= LARGEST_PACKAGE, file + " is too full; divide it");
        } else if (file.toString().endsWith(".java")) {
          long lines = Files.readAllLines(file).size();
          assertTrue(lines <= 450, file + " has " + lines + " lines; split it");
        }
      }
    }
  }

  private static long sources(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.filter(f -> f.toString().endsWith(".java")).count();
    }
  }
}
