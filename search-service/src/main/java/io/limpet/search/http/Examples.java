package io.limpet.search.http;

/** Requests and answers that the OpenAPI document shows; a test sends every request. */
final class Examples {
  static final String EVENT =
      """
      {"event": "view_item", "user_id": "12583", "items": [{"item_id": "22423"}]}\
      """;

  static final String EVENTS =
      """
      [{"event_id": "3f1c", "event": "add_to_cart", "anonymous_id": "device-7",
        "timestamp": "2026-01-31T12:00:00Z", "items": [{"item_id": "22423", "quantity": 2}]},
       {"event": "purchase", "user_id": "12583", "currency": "GBP", "value": 25.5,
        "items": [{"item_id": "22423", "quantity": 2, "price": 12.75}]}]\
      """;

  static final String INGESTED =
      """
      {"accepted": 1, "rejected": [{"index": 1, "reason": "unknown_event", "field": "event",
       "message": "event \\"look\\" is not known; the names are in docs/contracts.md, view_item for one"}]}\
      """;

  static final String REPLAY =
      """
      {"reason": "bot_rate", "visitor": "12583", "release": true, "dry_run": true}\
      """;

  static final String ITEM =
      """
      {"title": "Regency cakestand 3 tier", "categories": ["Kitchen", "Cake stands"],
       "price": 12.75, "currency": "GBP", "stock": 40, "attributes": {"colour": "white"}}\
      """;

  static final String ITEM_PATCH =
      """
      {"price": 10.95, "stock": 12}\
      """;

  static final String ITEM_LINES =
      """
      {"item_id": "22423", "title": "Regency cakestand 3 tier", "price": 12.75}
      {"item_id": "85123A", "title": "White hanging heart t-light holder", "price": 2.95}
      """;

  static final String RECOMMENDATIONS =
      """
      {"user_id": "12583", "surface": "home", "limit": 12}\
      """;

  static final String RECOMMENDATIONS_IN_FULL =
      """
      {"anonymous_id": "device-7", "history": [{"item_id": "22423", "event": "add_to_cart"}],
       "surface": "cart", "item_id": "22423", "limit": 6,
       "filter": "price < 10 and not stock = 0", "exclude": ["85123A"], "explain": true}\
      """;

  static final String SEARCH =
      """
      {"query": "red mug", "user_id": "12583", "limit": 20,
       "filter": "category = \\"Kitchen\\" and price < 10"}\
      """;

  static final String SURFACES =
      """
      {"checkout": {"like": "cart", "sources": {"popular": {"quota": 20, "timeout_ms": 20}},
                    "filter": "price < 20"}}\
      """;

  static final String RULE =
      """
      {"action": "pin", "items": ["22423"], "position": 1, "surfaces": ["home"],
       "from": "2026-12-01T00:00:00Z", "to": "2026-12-27T00:00:00Z", "note": "for the holidays"}\
      """;

  static final String RULE_PREVIEW =
      """
      {"rule": {"action": "boost", "filter": "brand = \\"Acme\\"", "strength": 0.5},
       "request": {"user_id": "12583", "surface": "home", "limit": 12}}\
      """;

  static final String RULE_PREVIEW_OF_SEARCH =
      """
      {"rule": {"action": "pin", "items": ["22423"], "queries": ["cake"]},
       "search": {"query": "cake", "limit": 12}}\
      """;

  static final String EXPERIMENT =
      """
      {"hypothesis": "More variety brings people back", "surfaces": ["home"], "share": 0.5,
       "arms": [{"name": "control"},
                {"name": "varied", "surface": {"diversity": {"mmr": 0.3}}}],
       "metric": "conversion", "guardrails": ["revenue"], "minimum_effect": 0.03,
       "baseline": {"mean": 0.05, "daily_visitors": 20000}, "end": "2999-01-31T00:00:00Z"}\
      """;

  static final String HOLDOUT =
      """
      {"holdout": true, "share": 0.02, "metric": "revenue", "end": "2999-01-31T00:00:00Z"}\
      """;

  static final String TUNING =
      """
      {"surface": "home", "metric": "returned", "guardrails": ["revenue"],
       "knobs": [{"path": "/ranker/comes_back", "low": 0, "high": 4},
                 {"path": "/sources/new/quota", "low": 5, "high": 60, "whole": true}],
       "tolerance": 0.02, "minimum_effect": 0.05, "arms": 3, "rounds": 10, "round_days": 14}\
      """;

  private Examples() {}
}
