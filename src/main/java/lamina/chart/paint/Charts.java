package lamina.chart.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
import lamina.chart.figure.BarFigure;
import lamina.chart.figure.EcdfFigure;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.ParetoFigure;
import lamina.chart.figure.Role;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** JFreeChart charts in Lamina's look. */
final class Charts {
  private static final int ROTATE_FROM = 12;
  private static final double NAMES = 11;
  private static final float LONGEST_NAME = 2;
  private static final double UPRIGHT_BELOW = 20;
  private static final double AXIS = 48;
  private static final double AXIS_MARGIN = 0.05;
  private static final double COLUMNS_FROM = 58; // values of any figure and their name
  private static final double LEGEND_BESIDE = 64;
  private static final double LEGEND_MARK = 40;
  private static final double LEGEND_LINE = 17;
  private static final double LABEL = 12;
  private static final double UNDER = 46; // texts under the plot
  private static final double SMALLEST_LABEL = 6;
  private static final double ROOT_OF_2 = Math.sqrt(2);

  static {
    // Rotated text stays text in PDF; the workaround for old Java would make it outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private Charts() {}

  /**
   * A bar chart.
   *
   * @param width of the picture in layout units
   */
  static JFreeChart bars(BarFigure f, FigureStyle look, double width) {
    var theme = look.theme();
    var data = new DefaultCategoryDataset();
    var labels = f.names();
    for (var s : f.series()) {
      for (int i = 0; i < f.groups().size(); i++) {
        data.addValue(Double.isNaN(s.values()[i]) ? null : s.values()[i], s.name(), labels.get(i));
      }
    }
    var chart =
        ChartFactory.createBarChart(
            null, null, f.yLabel(), data, PlotOrientation.VERTICAL, true, false, false);
    var plot = (CategoryPlot) chart.getPlot();
    var renderer = new IntervalBars(f, look, width);
    plot.setRenderer(renderer);
    style(chart, theme);
    plot.setBackgroundPaint(theme.background());
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(theme.grid());
    plot.setRangeGridlineStroke(new BasicStroke(look.line(1)));
    var names = plot.getDomainAxis();
    names.setTickLabelFont(Fonts.regular(NAMES));
    names.setTickLabelPaint(theme.text());
    names.setAxisLinePaint(theme.grid());
    names.setTickMarksVisible(false);
    names.setCategoryMargin(0.25);
    names.setLowerMargin(0.01);
    names.setUpperMargin(0.01);
    names.setMaximumCategoryLabelWidthRatio(LONGEST_NAME);
    names.setCategoryLabelPositions(positions(f, width));
    axis(plot.getRangeAxis(), theme);
    plot.getRangeAxis().setLowerBound(0);
    return chart;
  }

  /** Turns the names of groups where they wouldn't fit beside each other. */
  private static CategoryLabelPositions positions(BarFigure f, double width) {
    double each = (width - AXIS) / f.groups().size();
    if (each < UPRIGHT_BELOW) {
      return CategoryLabelPositions.UP_90;
    }
    return f.groups().size() > ROTATE_FROM || widestName(f) + 6 > each
        ? CategoryLabelPositions.UP_45
        : CategoryLabelPositions.STANDARD;
  }

  private static double widestName(BarFigure f) {
    var font = Fonts.regular(NAMES);
    var context = new FontRenderContext(null, true, true);
    return f.names().stream()
        .mapToDouble(name -> font.getStringBounds(name, context).getWidth())
        .max()
        .orElse(0);
  }

  /** Height of the names under the bars, in layout units. */
  static double namesHeight(BarFigure f, double width) {
    var positions = positions(f, width);
    if (positions == CategoryLabelPositions.STANDARD) {
      return NAMES;
    }
    return positions == CategoryLabelPositions.UP_90 ? widestName(f) : widestName(f) / ROOT_OF_2;
  }

  static JFreeChart lines(LineFigure f, FigureStyle look, double width) {
    var theme = look.theme();
    var data = new YIntervalSeriesCollection();
    var renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(0.14f);
    for (int i = 0; i < f.lines().size(); i++) {
      var line = f.lines().get(i);
      var series = new YIntervalSeries(wrapped(line.name(), width));
      for (int p = 0; p < line.x().length; p++) {
        series.add(line.x()[p], line.y()[p], line.low()[p], line.high()[p]);
      }
      data.addSeries(series);
      renderer.setSeriesPaint(i, line.role().color());
      renderer.setSeriesFillPaint(i, line.role().color());
      renderer.setSeriesStroke(i, line.role().stroke(look.line(line.thin() ? 1.2 : 2.4)));
      renderer.setSeriesShape(i, line.role().marker());
      renderer.setSeriesShapesVisible(i, line.role() != Role.BASELINE && !line.thin());
      renderer.setSeriesVisibleInLegend(i, !line.name().isEmpty());
    }
    var chart =
        ChartFactory.createXYLineChart(
            null, f.xLabel(), f.yLabel(), data, PlotOrientation.VERTICAL, true, false, false);
    var plot = (XYPlot) chart.getPlot();
    plot.setRenderer(renderer);
    style(chart, theme);
    xyStyle(plot, look);
    plot.getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    ((NumberAxis) plot.getRangeAxis()).setAutoRangeIncludesZero(false);
    if (f.yLow() < f.yHigh()) {
      double margin = AXIS_MARGIN * (f.yHigh() - f.yLow());
      plot.getRangeAxis().setRange(f.yLow() - margin, f.yHigh() + margin);
    }
    if (f.xLow() < f.xHigh()) { // columns stand under those of another figure
      plot.getDomainAxis().setRange(f.xLow() - 0.5, f.xHigh() + 0.5);
      var beside = new AxisSpace();
      beside.setLeft(COLUMNS_FROM);
      plot.setFixedRangeAxisSpace(beside, false);
      if (f.lines().size() == 1) {
        chart.removeLegend(); // its title names it, and it is low
      }
    }
    plot.setDomainGridlinesVisible(false);
    if (look.titled() && !Double.isNaN(f.highlightedX())) {
      plot.addDomainMarker(
          new ValueMarker(f.highlightedX(), theme.accent(), new BasicStroke(look.line(1.4))));
    }
    return chart;
  }

  static JFreeChart ecdf(EcdfFigure f, FigureStyle look, double width) {
    var theme = look.theme();
    var data = new XYSeriesCollection();
    var renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    double longest = 0;
    for (var s : f.series()) {
      longest = Math.max(longest, s.passes(99.5));
    }
    for (int i = 0; i < f.series().size(); i++) {
      var s = f.series().get(i);
      var series = new XYSeries(wrapped(s.name(), width), false);
      double before = 0;
      for (var step : s.steps()) {
        series.add(step.millis(), before); // a step: across, then up
        series.add(step.millis(), step.percent());
        before = step.percent();
      }
      data.addSeries(series);
      renderer.setSeriesPaint(i, s.role().color());
      renderer.setSeriesStroke(i, s.role().stroke(look.line(s.thin() ? 1.2 : 2.4)));
    }
    var chart =
        ChartFactory.createXYLineChart(
            null,
            look.words().time(),
            look.words().answered(),
            data,
            PlotOrientation.VERTICAL,
            true,
            false,
            false);
    var plot = (XYPlot) chart.getPlot();
    plot.setRenderer(renderer);
    style(chart, theme);
    xyStyle(plot, look);
    plot.getRangeAxis().setRange(0, 100);
    plot.getDomainAxis().setRange(0, longest * 1.08);
    for (var s : f.series().stream().filter(each -> !each.thin()).toList()) {
      for (double p : new double[] {50, 90}) {
        plot.addDomainMarker(
            new ValueMarker(
                s.passes(p),
                s.role().color(),
                new BasicStroke(
                    look.line(1),
                    BasicStroke.CAP_BUTT,
                    BasicStroke.JOIN_BEVEL,
                    1,
                    new float[] {2, 3},
                    0)));
      }
    }
    return chart;
  }

  static JFreeChart pareto(ParetoFigure f, FigureStyle look) {
    var across = new NumberAxis(f.xLabel());
    var up = new NumberAxis(f.yLabel());
    across.setRange(0, 1.08 * f.points().stream().mapToDouble(p -> p.xHigh()).max().orElse(1));
    double low = f.points().stream().mapToDouble(p -> p.yLow()).min().orElse(0);
    double high = f.points().stream().mapToDouble(p -> p.yHigh()).max().orElse(1);
    double margin = Math.max(0.5, 0.1 * (high - low));
    up.setRange(low - margin, high + margin);
    var plot = new XYPlot(null, across, up, new XYLineAndShapeRenderer()); // grids want one
    plot.addAnnotation(new ParetoPoints(f, look));
    var chart = new JFreeChart(plot);
    style(chart, look.theme());
    chart.removeLegend();
    xyStyle(plot, look);
    return chart;
  }

  private static void xyStyle(XYPlot plot, FigureStyle look) {
    var theme = look.theme();
    plot.setBackgroundPaint(theme.background());
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(theme.grid());
    plot.setRangeGridlineStroke(new BasicStroke(look.line(1)));
    plot.setDomainGridlinePaint(theme.grid());
    plot.setDomainGridlineStroke(new BasicStroke(look.line(1)));
    axis(plot.getRangeAxis(), theme);
    axis(plot.getDomainAxis(), theme);
  }

  private static void axis(ValueAxis axis, Theme theme) {
    axis.setLabelFont(Fonts.regular(LABEL));
    axis.setTickLabelFont(Fonts.regular(11));
    axis.setLabelPaint(theme.muted());
    axis.setTickLabelPaint(theme.text());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
  }

  private static void style(JFreeChart chart, Theme theme) {
    chart.setBackgroundPaint(theme.background());
    chart.setPadding(new RectangleInsets(4, 4, 0, 12));
    chart.removeLegend();
    var rows = new FlowArrangement(HorizontalAlignment.CENTER, VerticalAlignment.CENTER, 6, 0);
    var legend = new LegendTitle(chart.getPlot(), rows, rows);
    chart.addLegend(legend);
    legend.setPosition(RectangleEdge.TOP);
    legend.setItemFont(legendFont());
    legend.setItemPaint(theme.text());
    legend.setBackgroundPaint(new Color(0, 0, 0, 0));
    legend.setFrame(BlockBorder.NONE);
    chart.setAntiAlias(true);
  }

  /** Height of a legend of some names. */
  private static double legendHeight(List<String> names, double width) {
    var font = legendFont();
    var context = new FontRenderContext(null, true, true);
    double x = 0;
    double rowHeight = 0;
    double height = 8;
    for (var name : names) {
      var lines = wrapped(name, width).split("\n");
      double wide = LEGEND_MARK;
      for (var line : lines) {
        wide = Math.max(wide, LEGEND_MARK + font.getStringBounds(line, context).getWidth());
      }
      if (x > 0 && x + wide > width - 16) {
        height += rowHeight;
        x = 0;
        rowHeight = 0;
      }
      x += wide;
      rowHeight = Math.max(rowHeight, lines.length * LEGEND_LINE + 4);
    }
    return height + rowHeight;
  }

  /** Makes an upright label that is longer than the plot is high smaller. */
  static void fitLabel(JFreeChart chart, double width, double height) {
    var names = new ArrayList<String>();
    for (int i = 0; i < chart.getPlot().getLegendItems().getItemCount(); i++) {
      names.add(chart.getPlot().getLegendItems().get(i).getLabel().replace('\n', ' '));
    }
    var axis =
        chart.getPlot() instanceof XYPlot plot
            ? plot.getRangeAxis()
            : ((CategoryPlot) chart.getPlot()).getRangeAxis();
    double room = height - legendHeight(names, width) - UNDER;
    double label = uprightLength(axis.getLabel());
    if (label > room) {
      axis.setLabelFont(Fonts.regular(Math.max(SMALLEST_LABEL, LABEL * room / label)));
    }
  }

  private static double uprightLength(String label) {
    var context = new FontRenderContext(null, true, true);
    return Fonts.regular(LABEL).getStringBounds(label, context).getWidth();
  }

  /** Height at which a plot's upright label stands beside it, not beside its legend. */
  static double leastHeight(List<String> legend, String upright, double width) {
    return legendHeight(legend, width) + uprightLength(upright) + UNDER;
  }

  /** A name in the legend, in as many lines as it needs in a picture of a width. */
  static String wrapped(String name, double width) {
    var font = legendFont();
    var context = new FontRenderContext(null, true, true);
    var lines = new StringBuilder();
    var line = "";
    for (var word : name.split(" ")) {
      var longer = line.isEmpty() ? word : line + " " + word;
      boolean fits = font.getStringBounds(longer, context).getWidth() <= width - LEGEND_BESIDE;
      if (!fits && !line.isEmpty()) {
        lines.append(line).append('\n');
      }
      line = fits || line.isEmpty() ? longer : word;
    }
    return lines.append(line).toString();
  }

  private static Font legendFont() {
    return Fonts.regular(12);
  }
}
