package io.mediarouter.orca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrcaTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu_utilization=0.25                             | cpu_utilization     | 0.25",
        "cpu_utilization:0.25                             | cpu_utilization     | 0.25",
        " cpu_utilization = 1.5 , eps=2                   | cpu_utilization     | 1.5",
        "mem_utilization=1,rps=3,rps_fractional=3.5,eps=0 | rps_fractional      | 3.5",
        "application_utilization=2.5e-1                   | application_utilization | 0.25",
        "named_metrics.gpu=40                             | named_metrics.gpu   | 40",
        "named_metrics.a.b:c=.5                           | named_metrics.a.b:c | 0.5",
        "utilization.enc=0                                | utilization.enc     | 0",
        "cpu_utilization=-0                               | cpu_utilization     | 0",
      })
  void report_isRead(String text, String name, double value) {
    assertThat(OrcaText.parse(text).value(name).orElse(-1)).isEqualTo(value + 0.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "cpu_utilization",
        "cpu_utilization=",
        "=0.5",
        "cpu_utilization=0.5,",
        "cpu_utilization=0.5,,eps=1",
        "cpu_utilization=0.5,cpu_utilization=0.5",
        "cpu_utilization=0.5,cpu=0.3",
        "cpu=0.3,mem=0.8",
        "CPU_UTILIZATION=0.3",
        "cpu_utilization=NaN",
        "cpu_utilization=inf",
        "cpu_utilization=Infinity",
        "cpu_utilization=1e400",
        "cpu_utilization=-0.1",
        "named_metrics.gpu=-1",
        "mem_utilization=1.01",
        "utilization.enc=1.5",
        "cpu_utilization=0x10",
        "cpu_utilization=1d",
        "cpu_utilization=1_0",
        "cpu_utilization=0.5=0.5",
        "cpu_utilization=0.5 eps=1",
        "named_metrics.=1",
        "named_metrics=1",
        ".gpu=1",
        "cpu_utilization.x=1",
        "request_cost.cpu_seconds=1",
        "cpu_utilization=٣",
      })
  void malformedPair_rejectsTheWholeReport(String text) {
    assertThatThrownBy(() -> OrcaText.parse(text))
        .isInstanceOf(MalformedReportException.class)
        .hasMessageStartingWith("load report: ");
  }

  @Test
  void lengthAndNumberOfValues_areBounded() {
    String many =
        IntStream.range(0, 257)
            .mapToObj(i -> "named_metrics." + i + "=1")
            .collect(Collectors.joining(","));
    String named = "named_metrics." + "x".repeat(300) + "=1";

    for (String text : List.of(many, named, " ".repeat(20_000) + "cpu_utilization=1")) {
      assertThatThrownBy(() -> OrcaText.parse(text))
          .isInstanceOf(MalformedReportException.class)
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu_utilization=0.9,application_utilization=0.2 |      | 0.2",
        "cpu_utilization=0.9,application_utilization=0   |      | 0",
        "cpu_utilization=0.9,mem_utilization=0.1         |      | 0.9",
        "mem_utilization=0.1,named_metrics.gpu=0.3       |      | -1",
        "cpu_utilization=0.9,named_metrics.gpu=0.3       | named_metrics.gpu | 0.3",
        "named_metrics.gpu=0.3,utilization.enc=0.8       | named_metrics.gpu utilization.enc | 0.8",
        "cpu_utilization=0.9,utilization.dec=0.8         | named_metrics.gpu utilization.enc | 0.9",
      })
  void utilization_isOfTheMetricsAskedFor_elseTheApplications_elseTheProcessors(
      String text, String metrics, double expected) {
    List<String> names = metrics == null ? List.of() : List.of(metrics.split(" ", -1));

    OptionalDouble utilization = OrcaText.parse(text).utilization(names);

    assertThat(utilization.orElse(-1)).isEqualTo(expected);
  }

  @Property
  void anyText_isReadOrRejected(@ForAll String text) {
    try {
      OrcaText.parse(text);
    } catch (MalformedReportException rejected) {
      assertThat(rejected.getMessage()).matches("[\\x20-\\x7e]+");
    }
  }
}
