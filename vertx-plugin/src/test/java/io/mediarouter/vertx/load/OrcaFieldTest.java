package io.mediarouter.vertx.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.orca.MalformedReportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrcaFieldTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TEXT cpu_utilization=0.5                          | cpu_utilization          | 0.5",
        "JSON {'cpu_utilization':0.5}                      | cpu_utilization          | 0.5",
        "JSON {'cpuUtilization':1,'rps':'7'}               | cpu_utilization          | 1",
        "JSON {'cpuUtilization':1,'rps':'7'}               | rps                      | 7",
        "JSON {'utilization':{'enc':0.5},'eps':null}       | utilization.enc          | 0.5",
        "JSON {'namedMetrics':{'gpuLoad':3},'request_cost':{}} | named_metrics.gpuLoad | 3",
        "JSON {'request_cost':{'cpu_seconds':2.5}}         | request_cost.cpu_seconds | 2.5",
        "JSON {'named_metrics':null,'cpu_utilization':0}   | cpu_utilization          | 0",
      })
  void report_isReadInBothForms(String field, String name, double value) {
    assertThat(OrcaField.parse(json(field)).value(name).orElse(-1)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "TEXT",
        "TEXT ",
        "text cpu_utilization=0.5",
        "cpu_utilization=0.5",
        "BIN AAAA",
        "JSON",
        "JSON ",
        "JSON []",
        "JSON null",
        "JSON {'cpu_utilization':0.5",
        "JSON {'cpu_utilization':0.5} x",
        "JSON {'cpu_utilization':0.5,'cpu_utilization':0.5}",
        "JSON {'cpu_utilization':0.5,'cpuUtilization':0.5}",
        "JSON {'cpu_utilization':0.5,'cpu':0.5}",
        "JSON {'cpu_utilization':0.5,'cpu':null}",
        "JSON {'cpu_utilization':-0.5}",
        "JSON {'cpu_utilization':1e999}",
        "JSON {'cpu_utilization':NaN}",
        "JSON {'cpu_utilization':'NaN'}",
        "JSON {'cpu_utilization':true}",
        "JSON {'cpu_utilization':[1]}",
        "JSON {'cpu_utilization':{'x':1}}",
        "JSON {'utilization':0.5}",
        "JSON {'utilization':{'':0.5}}",
        "JSON {'utilization':{'enc':1.5}}",
        "JSON {'utilization':{'enc':0.5,'enc':0.5}}",
        "JSON {'utilization.enc':0.5,'utilization':{'enc':0.5}}",
        "JSON {'named_metrics':{'gpu':{'load':1}}}",
      })
  void malformedField_isRejectedAsAWhole(String field) {
    assertThatThrownBy(() -> OrcaField.parse(json(field)))
        .isInstanceOf(MalformedReportException.class);
  }

  @Test
  void longAndDeepJson_isRejected() {
    String deep = "[".repeat(8000) + "]".repeat(8000);

    assertThatThrownBy(() -> OrcaField.parse("JSON {\"cpu_utilization\":" + deep + "}"))
        .isInstanceOf(MalformedReportException.class);
    assertThatThrownBy(() -> OrcaField.parse("JSON {\"cpu_utilization\":1" + " ".repeat(20_000)))
        .isInstanceOf(MalformedReportException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {" {'cpu_utilization':0.5}\n", "TEXT cpu_utilization=0.5\n"})
  void body_isBareJson_orAsInTheField(String body) {
    assertThat(OrcaField.parseBody(json(body)).value("cpu_utilization")).hasValue(0.5);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
