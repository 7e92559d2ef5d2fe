-- Every figure of docs/engagement.md by its definition, from the lake, days in UTC: rows of day, name, value.
-- {lake} stands for the files, {traffic} for what is asked of the column synthetic.
with
rows as (select *, epoch_ms("timestamp") as ms from read_parquet('{lake}') where synthetic = {traffic}),
events as (
  select visitor, event_id, any_value(event) as event, any_value(session_id) as session, any_value(ms) as ms,
         any_value(floor(ms / 86400000)::bigint) as day, any_value("value") as worth, any_value(currency) as currency,
         count(item_id) as lines,
         sum(round(price * quantity * 10000)) as priced
  from rows group by visitor, event_id),
acts as (select * from events where event not in ('refund', 'identify')),
days as (select distinct visitor, day from acts),
firsts as (select visitor, min(day) as first from days group by visitor),
steps as (
  select visitor, day, lag(day) over w as before, lead(day) over w as after
  from days window w as (partition by visitor order by day)),
sessions as (
  select visitor, session, min(ms) as begin, max(ms) as finish, count(*) as size from acts group by visitor, session),
visits as (
  select *, floor(begin / 86400000)::bigint as day, lag(finish) over (partition by visitor order by begin, finish) as before
  from sessions),
orders as (
  select visitor, day, ms, lag(ms) over (partition by visitor order by ms) as before from acts where event = 'purchase'),
worth as (
  select day, event, coalesce(currency, '') as currency, coalesce(round(worth * 10000), priced) as amount from events
  where event in ('purchase', 'refund')),
weeks as (
  select distinct d.visitor, f.first - (f.first + 3) % 7 as cohort, d.day - (d.day + 3) % 7 as week
  from days d join firsts f using (visitor)),
figures as (
  select day, 'events ' || event as name, count(*) as figure from events group by all
  union all select day, 'lines ' || event, sum(lines) from events group by all
  union all select day, 'group active', count(distinct visitor) from acts group by all
  union all select day, 'group ' || case event
      when 'view_item_list' then 'impression' when 'select_item' then 'click' when 'view_item' then 'view'
      when 'add_to_cart' then 'cart' else 'purchase' end, count(distinct visitor)
    from acts where event in ('view_item_list', 'select_item', 'view_item', 'add_to_cart', 'purchase') group by all
  union all select day, 'group repeat_purchase', count(distinct visitor) from orders where before is not null group by all
  union all select floor(ms / 86400000)::bigint, 'group items_shown', count(distinct item_id)
    from rows where event = 'view_item_list' group by all
  union all select day, case when before is null then 'new' when day - before <= 30 then 'returning'
      else 'resurrected' end, count(*) from steps group by all
  union all select day + 30, 'churned', count(*) from steps where after is null or after > day + 30 group by all
  union all select first, 'day ' || (day - first), count(*) from days join firsts using (visitor) group by all
  union all select cohort, 'week ' || ((week - cohort) // 7), count(*) from weeks group by all
  union all select day, 'sessions', count(*) from visits group by all
  union all select day, 'single_event_sessions', count(*) from visits where size = 1 group by all
  union all select day, 'session_millis', sum(finish - begin) from visits group by all
  union all select day, 'session_events', sum(size) from visits group by all
  union all select day, 'revisits', count(*) from visits where before is not null group by all
  union all select day, 'revisit_millis', sum(greatest(0, begin - before)) from visits where before is not null group by all
  union all select day, 'orders', count(*) from orders group by all
  union all select day, 'repeat_orders', count(*) from orders where before is not null group by all
  union all select day, 'repeat_millis', sum(ms - before) from orders where before is not null group by all
  union all select day, event || ' amount ' || currency, sum(amount) from worth where amount is not null group by all
  union all select day, event || ' paid ' || currency, count(*) from worth where amount is not null group by all)
select day, name, figure::bigint as figure from figures where figure <> 0
