package io.mediarouter.harness.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mediarouter.harness.simulator.virtual.Conditions;
import io.mediarouter.harness.simulator.virtual.ProgressSight;
import io.mediarouter.harness.simulator.virtual.Rhythm;
import io.mediarouter.harness.simulator.virtual.ServerSpec;
import io.mediarouter.harness.simulator.virtual.SizeDistribution;
import io.mediarouter.harness.simulator.virtual.SlowSpells;
import io.mediarouter.harness.simulator.virtual.TaskClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as it is written in a YAML (or JSON) file; {@code scenario-example.yaml} explains each
 * key.
 */
record ScenarioFile(
    @JsonProperty(required = true) List<Group> servers,
    @JsonProperty(required = true) List<Kind> tasks,
    @Nullable Integer proxies,
    @Nullable SlowSpells slowSpells,
    @Nullable Rhythm rhythm,
    @Nullable List<Double> loads,
    @Nullable List<Double> lateMillis,
    @Nullable List<Double> sigmas,
    @Nullable ProgressSight progress,
    @Nullable Double meterSeconds,
    @Nullable Double limit,
    @Nullable Double patience,
    @Nullable Double slack,
    @Nullable Double variant,
    @Nullable Integer jobs,
    @Nullable Integer seeds) {

  private static final ObjectMapper MAPPER =
      YAMLMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  /** Servers that are alike. */
  record Group(@JsonProperty(required = true) int count, double cores, double speed) {}

  /** Tasks that are alike; the parameters that its distribution does not have are left out. */
  record Kind(
      @JsonProperty(required = true) double weight,
      @JsonProperty(required = true) String sizes,
      double alpha,
      double least,
      double most,
      double mean,
      double sigma,
      @Nullable Double cores) {

    TaskClass taskClass() {
      return new TaskClass(weight, distribution(), or(cores, 1.0));
    }

    private SizeDistribution distribution() {
      return switch (sizes) {
        case "pareto" -> new SizeDistribution.BoundedPareto(alpha, least, most);
        case "exponential" -> new SizeDistribution.Exponential(mean);
        case "lognormal" -> new SizeDistribution.Lognormal(mean, sigma);
        case "constant" -> new SizeDistribution.Constant(mean);
        default ->
            throw new IllegalArgumentException(
                "sizes: " + sizes + " (expected: pareto, exponential, lognormal or constant)");
      };
    }
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  static Scenario read(Path file) {
    try {
      String text = Files.readString(file);
      return MAPPER
          .readValue(text, ScenarioFile.class)
          .scenario(String.valueOf(file.getFileName()));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "scenario: " + file + " (expected: farm-20, farm-20-b or a file that exists)", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private Scenario scenario(String name) {
    return new Scenario(
        name,
        specs(),
        or(proxies, 3),
        tasks.stream().map(Kind::taskClass).toList(),
        slowSpells,
        rhythm,
        or(loads, List.of(0.5, 0.7, 0.9, 0.95)),
        or(lateMillis, List.of(0.0, 50.0, 500.0)),
        or(sigmas, List.of(0.0, 0.3, 0.6)),
        conditions(),
        or(jobs, Scenarios.JOBS),
        or(seeds, Scenarios.SEEDS));
  }

  private Conditions conditions() {
    return new Conditions(
        or(progress, Scenarios.USUAL.progress()),
        or(meterSeconds, Scenarios.USUAL.meterSeconds()),
        or(limit, Scenarios.USUAL.limit()),
        or(patience, Scenarios.USUAL.patience()),
        or(slack, Scenarios.USUAL.slack()),
        or(variant, Scenarios.USUAL.variant()));
  }

  private List<ServerSpec> specs() {
    var specs = new ArrayList<ServerSpec>();
    for (Group group : servers) {
      for (int i = 0; i < group.count(); i++) {
        specs.add(new ServerSpec("t" + (specs.size() + 1), group.cores(), group.speed()));
      }
    }
    return specs;
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
