package io.mediarouter.harness.bench.estimate;

import io.mediarouter.estimate.CostFeatures;
import io.mediarouter.estimate.CostNumber;
import io.mediarouter.estimate.MeasuredCost;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The meaning of one row of a file of recorded tasks. */
final class TaskRowReader {
  private final TaskHeader header;
  private final CSVRecord row;
  private boolean described;

  TaskRowReader(TaskHeader header, CSVRecord row) {
    this.header = header;
    this.row = row;
  }

  TaskRow read() {
    CostFeatures.Builder features = CostFeatures.builder().source(text(TaskColumn.ASSET));
    describeOperation(features);
    describeNumbers(features);
    describePlace(features);
    return new TaskRow(row.toList(), features.build(), described, text(TaskColumn.SERVER), cost());
  }

  private void describeOperation(CostFeatures.Builder features) {
    var family = new ArrayList<String>();
    for (int column : header.categories()) {
      family.add(row.get(column).strip());
    }
    add(family, TaskColumn.OPERATION, TaskColumn.SPEED, TaskColumn.FORMAT);
    add(family, TaskColumn.VCODEC, TaskColumn.ACODEC);
    var exact = new ArrayList<>(family);
    add(exact, TaskColumn.SOURCE_CODEC, TaskColumn.WIDTH, TaskColumn.HEIGHT);
    add(exact, TaskColumn.FPS, TaskColumn.VB, TaskColumn.AB);
    features.operation(List.copyOf(family), List.copyOf(exact));
  }

  private void add(List<String> names, TaskColumn... columns) {
    for (TaskColumn column : columns) {
      String name = text(column);
      names.add(name == null ? "" : name);
    }
  }

  private void describeNumbers(CostFeatures.Builder features) {
    double piece = number(TaskColumn.DURATION);
    double whole = number(TaskColumn.SOURCE_DURATION);
    double sourcePixels = number(TaskColumn.SOURCE_WIDTH) * number(TaskColumn.SOURCE_HEIGHT);
    double pixels = number(TaskColumn.WIDTH) * number(TaskColumn.HEIGHT);
    describe(features, CostNumber.SOURCE_PIXELS, sourcePixels);
    describe(features, CostNumber.SOURCE_FPS, number(TaskColumn.SOURCE_FPS));
    describe(features, CostNumber.SOURCE_BIT_RATE, number(TaskColumn.SOURCE_BIT_RATE));
    describe(features, CostNumber.DURATION, Double.isNaN(piece) ? whole : piece);
    describe(features, CostNumber.PIXELS, pixels);
    describe(features, CostNumber.FPS, number(TaskColumn.FPS));
    describe(features, CostNumber.BIT_RATE, number(TaskColumn.VB));
  }

  private void describe(CostFeatures.Builder features, CostNumber which, double value) {
    features.number(which, value);
    described |= value > 0;
  }

  private void describePlace(CostFeatures.Builder features) {
    double segment = number(TaskColumn.SEGMENT);
    double start = number(TaskColumn.START);
    if (!Double.isNaN(segment)) {
      features.segment(segment);
    } else if (!Double.isNaN(start)) {
      features.start(start, number(TaskColumn.DURATION));
    }
  }

  private @Nullable MeasuredCost cost() {
    double cpu = number(TaskColumn.CPU_SECONDS);
    double wall = number(TaskColumn.WALL_SECONDS);
    double load = number(TaskColumn.LOAD);
    double wallSeconds = wall > 0 ? wall : 0;
    if (cpu > 0) {
      return new MeasuredCost(cpu, wallSeconds, true);
    }
    double told = wall * (Double.isNaN(load) ? 1 : load);
    return told > 0 ? new MeasuredCost(told, wallSeconds, false) : null;
  }

  private @Nullable String text(TaskColumn column) {
    int index = header.indexOf(column);
    if (index < 0) {
      return null;
    }
    String text = row.get(index).strip();
    return text.isEmpty() ? null : text;
  }

  private double number(TaskColumn column) {
    String text = text(column);
    if (text == null) {
      return Double.NaN;
    }
    double number = parse(text);
    if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
      throw header.problem(
          row.getParser().getCurrentLineNumber(),
          column,
          "\"" + text + "\" (expected: a number >= 0, or nothing)");
    }
    return number;
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }
}
