package io.mediarouter.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.vertx.config.servers.TranscodingResources;
import io.mediarouter.vertx.load.OrcaField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The written contract names all that the proxies send. */
class ContractDocTest {
  private static String contract() throws IOException {
    return Files.readString(Path.of("..", "docs", "transcoding-server.md"));
  }

  @Test
  void everyResource_isWrittenAsItIsByDefault() throws IOException {
    assertThat(contract())
        .contains(
            "`" + TranscodingResources.DEFAULT_TRANSCODE + "`",
            "`" + TranscodingResources.DEFAULT_PROBE + "`",
            "`" + TranscodingResources.DEFAULT_LOAD + "`",
            "`" + TranscodingResources.DEFAULT_TASK + "`",
            OrcaField.NAME);
  }

  @Test
  void everyParameter_hasItsRow() throws IOException {
    String names = TranscodingResources.DEFAULT_TRANSCODE.replaceAll(".*\\{\\?|}", "");
    String rows =
        contract().lines().filter(line -> line.startsWith("| `")).reduce("", String::concat);
    for (String name : names.split(",")) {
      assertThat(rows).contains("`" + name + "`");
    }
  }

  @Test
  void everyFormatAndCodec_thatIsOrdered_isNamed() throws IOException {
    String contract = contract();
    Arrays.stream(Format.values())
        .filter(each -> each != Format.VTT && each != Format.M4S)
        .forEach(each -> assertThat(contract).contains("`" + each.token() + "`"));
    for (VideoCodec each : VideoCodec.values()) {
      assertThat(contract).contains("`" + each.token() + "`");
    }
    for (AudioCodec each : AudioCodec.values()) {
      assertThat(contract).contains("`" + each.token() + "`");
    }
  }
}
