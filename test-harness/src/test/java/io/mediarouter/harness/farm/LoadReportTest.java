package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadReportTest {

  @Test
  void text_flattensAndUsesEqualsSigns() {
    assertThat(report().text())
        .isEqualTo(
            "TEXT cpu_utilization=0.25,named_metrics.free_bytes=12000000000,named_metrics.sessions=0");
  }

  @Test
  void json_nestsTheMaps() {
    assertThat(report().json())
        .hasToString(
            "{\"cpu_utilization\":0.25,\"named_metrics\":{\"free_bytes\":12000000000,\"sessions\":0}}");
  }

  @Test
  void valuesThatParsersReject_areRefused() {
    assertThatThrownBy(() -> new LoadReport(Map.of("x", Double.NaN)))
        .hasMessage("x: NaN (expected: finite, >= 0)");
    assertThatThrownBy(() -> new LoadReport(Map.of("x", -1.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LoadReport report() {
    Map<String, Double> fields = new LinkedHashMap<>();
    fields.put("cpu_utilization", 0.25);
    fields.put("named_metrics.free_bytes", 1.2e10);
    fields.put("named_metrics.sessions", 0.0);
    return new LoadReport(fields);
  }
}
