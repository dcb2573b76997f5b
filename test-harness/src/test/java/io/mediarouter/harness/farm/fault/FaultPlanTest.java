package io.mediarouter.harness.farm.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"path\":\"/x\",\"method\":\"GET\",\"share\":0.5,\"delayMillis\":0,\"refuse\":true}",
        "{\"crash\":true,\"status\":503,\"bytesPerSecond\":1,\"stallAfterBytes\":0}",
        "{\"cutAfterBytes\":0,\"crashAfterBytes\":1,\"diskFull\":true,\"cutUploadAfterBytes\":7}",
        "{\"load\":\"hang\",\"utilization\":0.0,\"encodingSpeed\":0.5,\"poison\":[\"a.mp4\"]}",
        "{\"poisonAfterBytes\":9}"
      })
  void json_ofAPlan_isReadAndWrittenAlike(String json) {
    assertThat(FaultPlanJson.write(FaultPlanJson.read(json))).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"delayMillis": -1}      | delayMillis: -1 (expected: a whole number >= 0)
          {"delayMillis": 1.5}     | delayMillis: of the wrong kind (expected: a whole number)
          {"delayMillis": "5"}     | delayMillis: of the wrong kind (expected: a whole number)
          {"refuse": 1}            | refuse: of the wrong kind (expected: true or false)
          {"status": 200}          | status: 200 (expected: 400..599)
          {"share": 0}             | share: 0.0 (expected: above 0, at most 1)
          {"path": "x"}            | path: x (expected: a path that begins with /)
          {"method": "get"}        | method: get (expected: a method such as GET)
          {"bytesPerSecond": 0}    | bytesPerSecond: 0 (expected: a whole number >= 1)
          {"load": "lost"}         | load: of the wrong kind (expected: one of: silent, garbage, hang)
          {"utilization": -0.1}    | utilization: -0.1 (expected: a number >= 0)
          {"encodingSpeed": 0}     | encodingSpeed: 0.0 (expected: a number > 0)
          {"poison": "a.mp4"}      | poison: of the wrong kind (expected: a list)
          {"poison": [" "]}        | poison: [ ] (expected: a list of names of sources)
          []                       | faults: of the wrong kind (expected: an object)
          null                     | faults: null (expected: an object)
          """)
  void json_thatIsNoPlan_isRefusedWithItsKeyAndWhatIsAllowed(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultPlanJson.read(json))
        .withMessage(message);
  }

  @Test
  void json_withAnUnknownKey_isRefusedWithThoseThatThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultPlanJson.read("{\"delay\": 5}"))
        .withMessageStartingWith("delay: unknown (expected: bytesPerSecond, crash, ")
        .withMessageEndingWith(", utilization)");
  }

  @Test
  void json_thatIsNone_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultPlanJson.read("{\"delayMillis\": "))
        .withMessageStartingWith("no JSON object: ");
  }

  @Test
  void share_meetsRequestsEvenly() {
    FaultBoard board = new FaultBoard();
    FaultPlan third = FaultPlanJson.read("{\"share\": 0.34, \"refuse\": true}");

    StringBuilder met = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      met.append(board.meets(third) ? 'x' : '.');
    }

    assertThat(met).hasToString("..x..x..x..x");
  }

  @Test
  void load_isSpared_unlessItsPathIsGiven() {
    assertThat(FaultPlanJson.read("{}").isAbout("GET", "/load")).isFalse();
    assertThat(FaultPlanJson.read("{\"path\": \"/lo\"}").isAbout("GET", "/load")).isTrue();
    assertThat(FaultPlanJson.read("{\"method\": \"PUT\"}").isAbout("GET", "/a")).isFalse();
    assertThat(FaultPlanJson.read("{\"path\": \"/a\"}").isAbout("GET", "/b")).isFalse();
  }
}
