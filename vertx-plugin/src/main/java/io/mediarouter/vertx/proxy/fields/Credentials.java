package io.mediarouter.vertx.proxy.fields;

import io.mediarouter.vertx.config.front.PassConfig;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/** The fields by which a client shows who it is: origins get them where that is configured. */
public final class Credentials {
  private Credentials() {}

  /** Those that an origin does not get. */
  public static List<CharSequence> withheldFrom(String originId, PassConfig pass) {
    List<CharSequence> withheld = new ArrayList<>(2);
    if (!pass.authorization().include(originId)) {
      withheld.add(HttpHeaders.AUTHORIZATION);
    }
    if (!pass.cookies().include(originId)) {
      withheld.add(HttpHeaders.COOKIE);
    }
    return withheld;
  }
}
