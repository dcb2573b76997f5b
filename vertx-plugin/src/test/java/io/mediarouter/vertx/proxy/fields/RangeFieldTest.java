package io.mediarouter.vertx.proxy.fields;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeFieldTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-9                        | bytes=0-9",
        "BYTES=0-9                        | bytes=0-9",
        "Bytes = 0-9                      | bytes=0-9",
        "bytes= 0-9 , 20-29,, -5          | bytes=0-9,20-29,-5",
        "bytes=007-                       | bytes=7-",
        "bytes=0-99999999999999999999     | bytes=0-999999999999999999",
        "bytes=99999999999999999999-      | bytes=999999999999999999-",
        "bytes=-99999999999999999999      | bytes=-999999999999999999",
        "bytes=0-0000000000000000000009   | bytes=0-9",
      })
  void formsOfOneRange_areOne(String field, String canonical) {
    assertThat(RangeField.canonical(field)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=,",
        "bytes=9-1",
        "bytes=a-b",
        "bytes=0-9,x",
        "bytes=1 - 2",
        "bytes=--1",
        "seconds=0-9",
        "=0-9"
      })
  void whatIsNoRangeOfBytes_asksForAll(String field) {
    assertThat(RangeField.canonical(field)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 10_000})
  void moreRangesThanAPlayerNeeds_askForAll(int count) {
    assertThat(RangeField.canonical("bytes=" + "0-1,".repeat(count))).isNull();
  }
}
