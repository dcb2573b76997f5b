package io.mediarouter.vertx.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one proxy sends another is read as it was written, however the network cuts it. */
class FrameReaderTest implements FrameReader.Listener {
  private final Buffer data = Buffer.buffer();
  private final List<String> said = new ArrayList<>();
  private final FrameReader reader = new FrameReader(this);

  @Override
  public void data(Buffer bytes) {
    data.appendBuffer(bytes);
  }

  @Override
  public void said(Frame frame, JsonObject text) {
    said.add(data.length() + " " + frame + " " + text.encode());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 64, 100_000})
  void readsThePiecesOfEverySize(int most) {
    byte[] content = new byte[10_000];
    new Random(7).nextBytes(content);
    Buffer all =
        Buffer.buffer()
            .appendBuffer(Frame.BEAT.with(new JsonObject().put("server", "t1")))
            .appendBuffer(Frame.DATA.with(Buffer.buffer(content).slice(0, 9_000)))
            .appendBuffer(Frame.DATA.with(Buffer.buffer()))
            .appendBuffer(Frame.DATA.with(Buffer.buffer(content).slice(9_000, 10_000)))
            .appendBuffer(Frame.WHOLE.with(new JsonObject().put("bytes", 10_000)))
            .appendBuffer(Frame.STORED.with(new JsonObject()));

    for (int at = 0; at < all.length(); at += most) {
      reader.read(all.slice(at, Math.min(all.length(), at + most)));
    }

    assertThat(data.getBytes()).isEqualTo(content);
    assertThat(said)
        .containsExactly(
            "0 BEAT {\"server\":\"t1\"}", "10000 WHOLE {\"bytes\":10000}", "10000 STORED {}");
  }

  @Test
  void refusesWhatIsNoFrame() {
    assertThatThrownBy(() -> reader.read(Buffer.buffer("HTTP/1.1 200 OK")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTextWithoutAnEnd() {
    var endless = Buffer.buffer("B").appendInt(Integer.MAX_VALUE);

    assertThatThrownBy(() -> reader.read(endless)).isInstanceOf(IllegalArgumentException.class);
  }
}
