package io.mediarouter.vertx.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.AssetId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FarmTest {
  private static final AssetId FILM = new AssetId("films/one.mp4");
  private static final TranscodingInterface URIS =
      new TranscodingInterface("t", null, null, "load", null);

  private final Farm farm =
      new Farm(
          List.of(origin("o1", "http://o1/"), transcoding("t1", "http://t1/")), Map.of("t1", URIS));

  private static Server origin(String id, String url) {
    return new Server(id, Set.of(ServerRole.ORIGIN), URI.create(url), 1, "films/");
  }

  private static Server transcoding(String id, String url) {
    return new Server(id, Set.of(ServerRole.TRANSCODING), URI.create(url), 1, "");
  }

  private List<String> ids() {
    return farm.all().stream().map(each -> each.server().id()).toList();
  }

  @Test
  void otherServers_takeThePlaceOfAllFormer() {
    farm.replace(List.of(origin("o2", "http://o2/"), transcoding("t2", "http://t2/")), Map.of());

    assertThat(ids()).containsExactly("o2", "t2");
    assertThat(farm.originsOf(FILM)).extracting(each -> each.server().id()).containsExactly("o2");
    assertThat(farm.sourcePlace(FILM, new FarmView(List.of())).map(Place::fetchUrl))
        .contains("http://o2/one.mp4");
    assertThat(farm.load("t2")).isEmpty();
  }

  @Test
  void aServerThatHasLeft_isStillFound_soThatWhatWasBegunWithItCanEnd() {
    farm.replace(List.of(transcoding("t2", "http://t2/")), Map.of("t2", URIS));

    assertThat(farm.backEnd("t1").urlOf("x")).isEqualTo("http://t1/x");
    assertThat(farm.transcoding("t1")).isEqualTo(URIS);
    assertThat(farm.originsOf(FILM)).isEmpty();
    assertThat(farm.sourcePlace(FILM, new FarmView(List.of())).map(Place::fetchUrl))
        .contains("http://o1/one.mp4");
  }

  @Test
  void aServerThatComesBack_isTheNewOne() {
    farm.replace(List.of(origin("o1", "http://o1/")), Map.of());
    farm.replace(List.of(transcoding("t1", "http://elsewhere/")), Map.of("t1", URIS));

    assertThat(ids()).containsExactly("t1");
    assertThat(farm.backEnd("t1").urlOf("x")).isEqualTo("http://elsewhere/x");
  }

  @Test
  void aServerThatNeverWas_isUnknown() {
    assertThat(farm.find("t9")).isEmpty();
    assertThatThrownBy(() -> farm.backEnd("t9"))
        .hasMessage("server: t9 (expected: one of [o1, t1])");
    assertThatThrownBy(() -> farm.transcoding("o1")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatHasLeftLongAgo_isForgotten() {
    for (int i = 0; i < 300; i++) {
      farm.replace(List.of(origin("n" + i, "http://n/")), Map.of());
    }

    assertThat(farm.find("t1")).isEmpty();
    assertThat(farm.find("n298")).isPresent();
  }
}
