package io.rapport.benchmarks.sessions;

import io.rapport.benchmarks.evaluation.HitRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The hit rate of each window of predictions while a model learns, as an image. */
final class LearningCurve {

  private final XYChart chart;

  LearningCurve() {
    chart =
        new XYChartBuilder()
            .width(960)
            .height(540)
            .title("Next item, each session predicted before it is learned")
            .xAxisTitle("predictions made")
            .yAxisTitle("HR@20 of the last 10,000")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    chart.getStyler().setXAxisDecimalPattern("#,###");
  }

  /** Adds a model. One of too few predictions for a point is left out. */
  void add(String name, HitRate rate) {
    List<Long> made = new ArrayList<>();
    for (int i = 1; i <= rate.curve().size(); i++) {
      made.add((long) i * rate.window());
    }
    if (!made.isEmpty()) {
      chart.addSeries(name, made, rate.curve()).setMarker(SeriesMarkers.NONE);
    }
  }

  /** Writes the image. */
  void write(Path png) throws IOException {
    BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
  }
}
