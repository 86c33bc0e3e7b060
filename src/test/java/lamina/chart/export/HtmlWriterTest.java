package lamina.chart.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lamina.chart.figure.Figure;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.SampleFigures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A figure as one page: it asks nobody for anything, and its values and its slider answer. */
class HtmlWriterTest {
  private static final Pattern DATA =
      Pattern.compile("(?s)<script type=\"application/json\" class=\"data\">(.*?)</script>");
  private static final Pattern FOUND = Pattern.compile("(?s)<pre id=\"found\">(.*?)</pre>");
  private static final Path BROWSER = Path.of("/usr/bin/chromium");

  @TempDir private Path folder;

  static Stream<String> names() {
    return SampleFigures.all().keySet().stream();
  }

  /** Four stops of the sample, as the window makes them. */
  static LayerMapFigure withStops() {
    var figure = SampleFigures.layerMap();
    var stops = new ArrayList<LayerMapFigure.Stop>();
    for (int layer = 1; layer <= 4; layer++) {
      stops.add(
          new LayerMapFigure.Stop(
              "" + layer, "Finding " + layer, List.of("Note <" + layer + ">"), chosen(layer)));
    }
    return figure.moved(stops, figure.caption());
  }

  private static List<Integer> chosen(int layer) {
    return List.of(layer, Math.min(2, Math.max(1, layer / 2)));
  }

  private static Figure figure(String name) {
    return name.equals("layermap") ? withStops() : SampleFigures.all().get(name);
  }

  private static String page(Figure figure) throws Exception {
    var settings =
        ColumnPreset.ACL_PAGE.settings(
            List.of(figure), new Provenance(Map.of("Model", "pos-teacher </pre>")));
    return new String(FigureFormat.HTML.bytes(figure, settings), StandardCharsets.UTF_8);
  }

  private static JsonNode data(String page) throws Exception {
    var found = DATA.matcher(page);
    assertTrue(found.find());
    return new ObjectMapper().readTree(found.group(1));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyValueIsInThePageAndNothingIsAskedFor(String name) throws Exception {
    var figure = figure(name);
    var page = page(figure);
    assertEquals(page, page(figure), "the same figure gives the same page");
    var data = data(page);
    assertFalse(data.path("cells").isEmpty());
    for (var cell : data.path("cells")) {
      assertTrue(cell.get(2).asDouble() >= 0 && cell.get(3).asDouble() >= 0, cell.toString());
      assertTrue(
          cell.get(2).asDouble() + cell.get(4).asDouble() <= data.path("width").asDouble() + 1,
          cell.toString());
      assertTrue(
          cell.get(3).asDouble() + cell.get(5).asDouble() <= data.path("height").asDouble() + 1,
          cell.toString());
      assertFalse(cell.get(6).asText().isBlank());
    }
    var addresses = page.replace("http://www.w3.org/2000/svg", "").replaceAll("xlink:href=\"#", "");
    assertFalse(
        addresses.replace("http://www.w3.org/1999/xlink", "").contains("://"), "an address");
    assertFalse(Pattern.compile("\\b(src|href)=|url\\((?!#)|@import").matcher(addresses).find());
    assertTrue(page.contains("default-src 'none'"));
    assertTrue(page.contains("pos-teacher &lt;/pre&gt;"));
    assertTrue(page.length() < 600_000, page.length() + " characters");
  }

  @Test
  void thePageHasTheStopsOfTheSlider() throws Exception {
    var stops = data(page(withStops())).path("stops");
    assertEquals(4, stops.size());
    assertEquals("Finding 3", stops.get(2).path("title").asText());
    assertEquals("Note <3>", stops.get(2).path("notes").get(0).asText());
    assertEquals(4, stops.get(2).path("rows").size(), "answers and gates of two models");
    var still = data(page(SampleFigures.layerMap())).path("stops");
    assertEquals(1, still.size());
    assertEquals(SampleFigures.layerMap().title(), still.get(0).path("title").asText());
    assertFalse(page(SampleFigures.layerMap()).contains("type=\"range\""));
  }

  /** In Debian's Chromium, where it is installed. */
  @ParameterizedTest
  @ValueSource(strings = {"layermap", "lines", "gains"})
  void aBrowserReadsEveryValueAndMovesTheSlider(String name) throws Exception {
    assumeTrue(Files.isExecutable(BROWSER), "no Chromium here");
    var script =
        """
        <script>
        const found = { errors: [] };
        window.addEventListener("error", e => found.errors.push(e.message));
        </script>
        """;
    var asking =
        """
        <script>
        const values = JSON.parse(document.querySelector(".data").textContent);
        const box = document.querySelector(".over").getBoundingClientRect();
        const picture = document.querySelector(".picture");
        const tip = document.querySelector(".tip");
        const x = c => box.left + (c[2] + c[4] / 2) * box.width / values.width;
        const y = c => box.top + (c[3] + c[5] / 2) * box.height / values.height;
        const read = new Set();
        for (const c of values.cells) {
          picture.dispatchEvent(new PointerEvent("pointermove", { clientX: x(c), clientY: y(c), bubbles: true }));
          read.add(tip.textContent);
        }
        found.cells = new Set(values.cells.map(c => c[6])).size;
        found.read = read.size;
        found.shown = getComputedStyle(tip).visibility;
        picture.dispatchEvent(new PointerEvent("pointerleave"));
        found.hidden = getComputedStyle(tip).visibility;
        picture.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp" }));
        picture.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));
        found.key = tip.textContent;
        const slider = document.querySelector(".layer");
        found.titles = [document.querySelector(".title").textContent];
        found.rows = [];
        if (slider) {
          for (let i = 0; i <= Number(slider.max); i++) {
            slider.value = i;
            slider.dispatchEvent(new Event("input"));
            found.titles.push(document.querySelector(".title").textContent + "/" + document.querySelector(".at").textContent
              + "/" + document.querySelector(".notes").textContent);
            found.rows.push(document.querySelector(".rows rect").getAttribute("y"));
          }
        }
        found.requests = performance.getEntriesByType("resource").length;
        const said = document.createElement("pre");
        said.id = "found";
        said.textContent = JSON.stringify(found);
        document.body.append(said);
        </script>
        """;
    var file = folder.resolve("figure.html");
    var page = page(figure(name));
    Files.writeString(
        file, page.replace("</head>", script + "</head>").replace("</body>", asking + "</body>"));
    var said = browsed(file);
    assertEquals("[]", said.path("errors").toString());
    assertEquals(0, said.path("requests").asInt());
    assertTrue(said.path("cells").asInt() > 10);
    assertTrue(said.path("read").asInt() >= said.path("cells").asInt() * 0.9, said.toString());
    assertEquals("visible", said.path("shown").asText());
    assertEquals("hidden", said.path("hidden").asText());
    assertFalse(said.path("key").asText().isEmpty());
    if (name.equals("layermap")) {
      assertEquals(
          SampleFigures.layerMap().title().length() > 0 ? 5 : 0, said.path("titles").size());
      assertEquals("Finding 4/4/Note <4>", said.path("titles").get(4).asText());
      var rows = new ArrayList<Double>();
      said.path("rows").forEach(r -> rows.add(r.asDouble()));
      assertEquals(rows.stream().sorted().distinct().toList(), rows, "the outline goes down");
    }
  }

  /** As a report has them: each answers for itself. */
  @Test
  void figuresOfOnePageDontAnswerForEachOther() throws Exception {
    assumeTrue(Files.isExecutable(BROWSER), "no Chromium here");
    var settings = ColumnPreset.ACL_PAGE.settings(List.of(figure("lines")), Provenance.NONE);
    var page =
        "<!DOCTYPE html><html><head><style>"
            + LiveFigure.style()
            + "</style></head><body>"
            + LiveFigure.html("one", "h2", figure("lines"), settings)
            + LiveFigure.html("two", "h2", figure("gains"), settings)
            + "<script>"
            + LiveFigure.script()
            + "</script>"
            + """
            <script>
            const press = id => {
              const figure = document.getElementById(id);
              figure.querySelector(".picture").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
              return figure.querySelector(".tip").textContent;
            };
            const words = id => JSON.parse(document.getElementById(id).querySelector(".data").textContent).cells[0][6];
            const found = { two: press("two"), untouched: document.querySelector("#one .tip").textContent, one: press("one"),
              words: [words("one"), words("two")] };
            const said = document.createElement("pre");
            said.id = "found";
            said.textContent = JSON.stringify(found);
            document.body.append(said);
            </script></body></html>
            """;
    var file = Files.writeString(folder.resolve("two.html"), page);
    var said = browsed(file);
    assertEquals("", said.path("untouched").asText());
    assertEquals(said.path("words").get(0).asText(), said.path("one").asText());
    assertEquals(said.path("words").get(1).asText(), said.path("two").asText());
  }

  private JsonNode browsed(Path file) throws Exception {
    var out = folder.resolve("dom.html");
    var process =
        new ProcessBuilder(
                BROWSER.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=1200,1400",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the browser hangs");
    var found = FOUND.matcher(Files.readString(out));
    assertTrue(found.find(), Files.readString(out));
    return new ObjectMapper()
        .readTree(
            found
                .group(1)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", "\u00a0")
                .replace("&amp;", "&"));
  }
}
