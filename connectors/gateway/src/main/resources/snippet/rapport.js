/*
 * Rapport in a web page. Sends what a visitor does to the gateway that served this file:
 *
 *   <script src="https://gateway.example/rapport.js" data-site="default" defer></script>
 *   rapport.view("sku-42");  rapport.cart("sku-42");  rapport.search("blue shoes");
 *   rapport.recommendations(6, "sku-42").then(list => ...);
 *   rapport.login("customer-7");  rapport.logout();                   whose device it is from now on
 *   rapport.shown(list.recommendationId, item.itemId, item.slot);     an item of the list is seen
 *   rapport.chosen(list.recommendationId, item.itemId, item.slot);    and clicked
 *
 * Where the gateway asks for keys, data-key="rk_..." names the shop's browser key. The gateway then
 * makes the visitor's identifier and a token that proves it; the snippet keeps, sends and renews it.
 *
 * No dependency and no third-party cookie: the visitor's identifier is made here, or by the gateway
 * where there is a key, and kept in this site's own storage. Nothing is kept or sent for visitors who
 * ask not to be followed (Do Not Track, Global Privacy Control) or opted out; rapport.optOut() also
 * deletes the identifier.
 */
(function () {
  "use strict";
  var script = document.currentScript;
  var base = new URL(script.src).origin;
  var site = script.getAttribute("data-site") || "default";
  var key = script.getAttribute("data-key");
  var OUT = "rapport-opt-out", ID = "rapport-visitor", SESSION = "rapport-session", TOKEN = "rapport-token";
  var waiting = [];
  var timer = null;
  var unkept = null;
  var held = null;       // the token as the gateway gave it: {visitorId, token, expires}
  var asking = null;     // the promise of a token

  function read(store, key) {
    try { return store.getItem(key); } catch (e) { return null; }
  }
  function write(store, key, value) {
    try { store.setItem(key, value); return true; } catch (e) { return false; }
  }
  function cookie(name) {
    var found = document.cookie.match("(?:^|; )" + name + "=([^;]*)");
    return found ? decodeURIComponent(found[1]) : null;
  }
  function setCookie(name, value, seconds) {
    document.cookie = name + "=" + encodeURIComponent(value) + "; path=/; max-age=" + seconds +
      "; SameSite=Lax" + (location.protocol === "https:" ? "; Secure" : "");
  }
  function newId() {
    if (crypto.randomUUID) { return crypto.randomUUID(); }
    var bytes = crypto.getRandomValues(new Uint8Array(16)), text = "";
    for (var i = 0; i < bytes.length; i++) { text += (bytes[i] + 256).toString(16).slice(1); }
    return text;
  }
  function allowed() {
    return !(navigator.globalPrivacyControl === true ||
      navigator.doNotTrack === "1" || window.doNotTrack === "1" ||
      read(localStorage, OUT) === "1" || cookie(OUT) === "1");
  }
  function keep(token) {
    held = token;
    write(localStorage, TOKEN, JSON.stringify(token));
    return token;
  }
  function kept() {
    if (!held) {
      try { held = JSON.parse(read(localStorage, TOKEN)); } catch (e) { /* not ours: a new one */ }
    }
    return held && held.token && held.site === site && Date.parse(held.expires) > Date.now() ? held : null;
  }
  /** Resolves to a token that holds; it is renewed once a day. */
  function token() {
    var now = kept();
    if (now && Date.now() - (now.at || 0) < 86400000) { return Promise.resolve(now); }
    if (!asking) {
      asking = fetch(base + "/visitors/token", {
        method: "POST", credentials: "omit", body: JSON.stringify({ site: site }),
        headers: headers({ "Content-Type": "application/json" }, now)
      }).then(function (answer) {
        if (!answer.ok) { throw new Error("visitor token: status " + answer.status); }
        return answer.json();
      }).then(function (made) {
        made.at = Date.now();
        return keep(made);
      }).catch(function (failure) {
        if (now) { return now; }
        throw failure;
      }).finally(function () { asking = null; });
    }
    return asking;
  }
  /** Its secret was taken out of use: the next call asks for a new one. */
  function drop() {
    held = null;
    try { localStorage.removeItem(TOKEN); } catch (e) { /* none */ }
  }
  function headers(all, proof) {
    all.Authorization = "Bearer " + key;
    if (proof) { all["X-Rapport-Visitor"] = proof.token; }
    return all;
  }
  function visitor() {
    if (key) { return (kept() || {}).visitorId || null; }
    var id = read(localStorage, ID) || cookie(ID) || unkept;
    if (!id) {
      id = newId();
      // Where storage is blocked, a first-party cookie keeps it; where cookies are blocked too, it
      // lasts as long as the page.
      if (!write(localStorage, ID, id)) { setCookie(ID, id, 31536000); unkept = id; }
    }
    return id;
  }
  function session() {
    var id = read(sessionStorage, SESSION);
    if (!id) { id = newId(); write(sessionStorage, SESSION, id); }
    return id;
  }

  function send(type, events) {
    var url = base + "/events/" + type;
    if (key) {
      token().then(function (proof) {
        events.forEach(function (event) { event.visitorId = proof.visitorId; });
        return fetch(url, {
          method: "POST", body: JSON.stringify(events), keepalive: true, credentials: "omit",
          headers: headers({ "Content-Type": "application/json" }, proof)
        }).then(function (answer) { if (answer.status === 403) { drop(); } });
      }).catch(function () {});
      return;
    }
    var body = JSON.stringify(events);
    // text/plain needs no question asked beforehand, so it also works while the page is left.
    var blob = new Blob([body], { type: "text/plain" });
    if (!(navigator.sendBeacon && navigator.sendBeacon(url, blob))) {
      fetch(url, { method: "POST", body: blob, keepalive: true, credentials: "omit" })
        .catch(function () {});
    }
  }
  function flush() {
    clearTimeout(timer);
    timer = null;
    if (waiting.length) { send("clicks", waiting.splice(0, 100)); }
    if (waiting.length) { later(); }
  }
  function later() {
    if (!timer) { timer = setTimeout(flush, 300); }
  }
  function click(action, fields) {
    if (!allowed()) { return; }
    var event = {
      eventId: newId(), eventTime: new Date().toISOString(), site: site,
      visitorId: visitor(), sessionId: session(), action: action
    };
    for (var name in fields) { if (fields[name] != null) { event[name] = fields[name]; } }
    waiting.push(event);
    later();
  }

  function list(id, headers, limit, itemId) {
    return fetch(base + "/visitors/" + encodeURIComponent(id) + "/recommendations?site=" +
      encodeURIComponent(site) + "&limit=" + (limit || 10) +
      (itemId ? "&context=" + encodeURIComponent(itemId) : ""),
      { credentials: "omit", headers: headers })
      .then(function (answer) {
        if (answer.status === 403) { drop(); }
        if (!answer.ok) { throw new Error("recommendations: status " + answer.status); }
        return answer.json();
      });
  }

  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { flush(); }
  });

  window.rapport = {
    view: function (itemId, more) { click("VIEW", Object.assign({ itemId: itemId }, more)); },
    cart: function (itemId, more) { click("ADD_TO_CART", Object.assign({ itemId: itemId }, more)); },
    uncart: function (itemId) { click("REMOVE_FROM_CART", { itemId: itemId }); },
    wish: function (itemId) { click("WISH", { itemId: itemId }); },
    search: function (query) { click("SEARCH", { query: query }); },
    shown: function (recommendationId, itemId, slot) {
      click("IMPRESSION", { recommendationId: recommendationId, itemId: itemId, slot: slot });
    },
    chosen: function (recommendationId, itemId, slot) {
      click("RECOMMENDATION_CLICK",
        { recommendationId: recommendationId, itemId: itemId, slot: slot });
    },
    login: function (customerId) {
      if (!allowed()) { return; }
      send("identity-links", [{
        eventId: newId(), site: site, visitorId: visitor(), customerId: customerId, origin: "login"
      }]);
    },
    /** Whoever was logged in has left: what comes next on this device is not theirs. */
    logout: function () {
      if (!allowed()) { return; }
      flush();
      send("identity-links", [{
        eventId: newId(), site: site, visitorId: visitor(), origin: "logout"
      }]);
      try { sessionStorage.removeItem(SESSION); } catch (e) { /* none */ }
    },
    /** Resolves to what to show; to the most visited items for who is not followed. */
    recommendations: function (limit, itemId) {
      if (!key) { return list(allowed() ? visitor() : "anonymous", {}, limit, itemId); }
      if (!allowed()) { return list("anonymous", headers({}), limit, itemId); }
      return token().then(function (proof) {
        return list(proof.visitorId, headers({}, proof), limit, itemId);
      });
    },
    /** The visitor's identifier; null for who is not followed, and before the gateway gave one. */
    visitor: function () { return allowed() ? visitor() : null; },
    /** Takes a token that the shop's server got for its visitor: POST /visitors/token names them. */
    vouch: function (given) { if (key && allowed()) { given.at = Date.now(); keep(given); } },
    optOut: function () {
      waiting = [];
      unkept = null;
      held = null;
      if (!write(localStorage, OUT, "1")) { setCookie(OUT, "1", 31536000); }
      try { localStorage.removeItem(ID); localStorage.removeItem(TOKEN); sessionStorage.removeItem(SESSION); } catch (e) { /* none */ }
      setCookie(ID, "", 0);
    },
    optIn: function () {
      try { localStorage.removeItem(OUT); } catch (e) { /* none */ }
      setCookie(OUT, "", 0);
    }
  };
})();
