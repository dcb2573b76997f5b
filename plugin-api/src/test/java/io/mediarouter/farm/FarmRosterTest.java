package io.mediarouter.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FarmRosterTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final ServerDefinition T1 = server("t1", ServerRole.TRANSCODING);
  private static final ServerDefinition D1 = server("d1", ServerRole.DISTRIBUTION);
  private static final ServerDefinition D2 = server("d2", ServerRole.DISTRIBUTION);

  private static ServerDefinition server(String id, ServerRole role) {
    var server = new Server(id, Set.of(role), URI.create("http://" + id + "/"), 4, "");
    return new ServerDefinition(server, "make", "probe", "task", null, null);
  }

  private static FarmRoster roster(Map<String, FarmChange> changes) {
    return new FarmRoster(List.of(T1, D1), changes);
  }

  private static List<ServerDefinition> present(FarmRoster roster, String... retired) {
    return roster.present(Set.of(retired), NOON);
  }

  @Test
  void withoutChanges_itIsTheConfiguration() {
    assertThat(present(roster(Map.of()))).containsExactly(T1, D1);
  }

  @Test
  void anAddedServer_comesLast() {
    assertThat(present(roster(Map.of("d2", FarmChange.added(D2, "me", NOON)))))
        .containsExactly(T1, D1, D2);
  }

  @Test
  void changedRolesAndCapacity_holdForWhatIsConfigured_andTheRestStays() {
    var change =
        FarmChange.none("me", NOON)
            .in(Set.of(ServerRole.DISTRIBUTION), "me", NOON)
            .withCapacity(9, "me", NOON);

    ServerDefinition changed = roster(Map.of("t1", change)).find("t1").orElseThrow();

    assertThat(changed.server().roles()).containsExactly(ServerRole.DISTRIBUTION);
    assertThat(changed.server().capacityCores()).isEqualTo(9);
    assertThat(changed.server().url()).isEqualTo(T1.server().url());
    assertThat(changed.transcode()).isEqualTo("make");
  }

  @Test
  void aRetiredServer_isKnown_butNotPresent() {
    FarmRoster roster = roster(Map.of());

    assertThat(present(roster, "d1")).containsExactly(T1);
    assertThat(roster.all()).containsExactly(T1, D1);
  }

  @Test
  void aServerThatRegisters_isPresentForAsLongAsItIsHeardOf() {
    var heard = Map.of("d2", FarmChange.registered(D2, "d2", NOON));
    var silent = Map.of("d2", FarmChange.registered(D2, "d2", NOON.minusMillis(1)));

    assertThat(present(roster(heard))).contains(D2);
    assertThat(present(roster(silent))).doesNotContain(D2);
  }

  @Test
  void aChangeOfAServerThatIsNotThere_meansNothing() {
    assertThat(present(roster(Map.of("x", FarmChange.none("me", NOON))))).containsExactly(T1, D1);
  }
}
