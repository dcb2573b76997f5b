package io.mediarouter.vertx.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that join and leave the farm themselves. */
@Timeout(120)
class RegistrationsResourceTest {
  private static final String TOKEN = "a token that nobody guesses";
  private static final String BODY = "{'role':'distribution','url':'http://127.0.0.1:9/'}";

  private TestFarm farm = new TestFarm(settings("['127.0.0.0/8']", "500ms"));

  @AfterEach
  void stop() {
    farm.close();
  }

  private static String settings(String hosts, String lapse) {
    return "registration: {token: '%s', hosts: %s, lapse: %s}\n".formatted(TOKEN, hosts, lapse);
  }

  private void restart(String yaml) {
    farm.close();
    farm = new TestFarm(yaml);
  }

  private AdminClient admin() {
    return new AdminClient(farm.proxy().adminPort());
  }

  private HttpResponse<String> put(String id, String token) throws Exception {
    String field = "Bearer " + token;
    return admin().send("PUT", "/admin/registrations/" + id, BODY, "authorization", field);
  }

  private boolean isInUse(String id) throws Exception {
    return admin().json("/admin/servers/" + id).getBoolean("in_use", false);
  }

  @Test
  void aServerThatRegisters_isInUse_untilItIsSilent_andAgainWhenItIsHeardOf() throws Exception {
    var answer = put("d7", TOKEN);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getDouble("heartbeat_seconds")).isBetween(0.1, 0.2);
    await().until(() -> !isInUse("d7"));
    await()
        .until(
            () -> {
              put("d7", TOKEN);
              return isInUse("d7");
            });
  }

  @Test
  void aServerThatLeaves_isNotKnownAnyMore_andWhatIsWantedOfItStays() throws Exception {
    restart(settings("[127.0.0.1]", "1h"));
    put("d7", TOKEN);
    admin().send("POST", "/admin/servers/d7", "{'state':'maintenance'}");

    String field = "Bearer " + TOKEN;
    var left = admin().send("DELETE", "/admin/registrations/d7", "", "authorization", field);

    assertThat(left.statusCode()).isEqualTo(204);
    assertThat(admin().send("GET", "/admin/servers/d7", "").statusCode()).isEqualTo(404);
    String again = put("d7", TOKEN).body();
    assertThat(new JsonObject(again).getString("administrative_state")).isEqualTo("maintenance");
  }

  @Test
  void withoutTheToken_nobodyRegisters() throws Exception {
    assertThat(put("d7", "a guess").statusCode()).isEqualTo(401);
    assertThat(put("d7", "").statusCode()).isEqualTo(401);
    assertThat(admin().send("GET", "/admin/servers/d7", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aServerElsewhereThanAllowed_isRefused() throws Exception {
    restart(settings("[10.0.0.0/8, media.example]", "30s"));

    assertThat(put("d7", TOKEN).statusCode()).isEqualTo(403);
  }

  @Test
  void aConfiguredServersName_isNotTaken() throws Exception {
    assertThat(put("t1", TOKEN).statusCode()).isEqualTo(409);
  }

  @Test
  void withoutAConfiguredToken_thereIsNoRegistration() throws Exception {
    restart("");

    var answer = put("d7", "");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("registration.token is not configured");
  }
}
