// What a dashboard of ours may hold: Grafana's own types, narrowed to the panels and the data sources that we use, so
// that a misspelt or misplaced property is an error and not something that Grafana ignores.
import type {
  AnnotationQuery,
  Dashboard,
  FieldConfig,
  Panel,
  RowPanel,
  TableCellOptions,
  VariableModel,
} from '@grafana/schema';
import type * as heatmap from '@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import type * as stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as timeline from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as timeseries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** As JSON has it: an enum is one of its values. */
type Json<T> = unknown extends T
  ? T
  : T extends string
    ? `${T}`
    : T extends (infer E)[]
      ? Json<E>[]
      : T extends object
        ? { [K in keyof T]: Json<T[K]> }
        : T;

type PrometheusReference = { type: 'prometheus'; uid: '${datasource}' };

type PostgresqlReference = { type: 'grafana-postgresql-datasource'; uid: '${database}' };

/** A query of Grafana's data source for Prometheus, whose types are in no package without its code. */
interface PrometheusQuery {
  refId: string;
  expr: string;
  format?: 'time_series' | 'table' | 'heatmap';
  instant?: boolean;
  range?: boolean;
  interval?: string;
  legendFormat?: string;
}

/** A query of Grafana's data source for PostgreSQL, of which the same is true. */
interface PostgresqlQuery {
  refId: string;
  editorMode: 'code';
  format: 'table';
  rawQuery: true;
  rawSql: string;
}

/** Whom all panels of a dashboard ask. */
type Series = { reference: PrometheusReference; query: PrometheusQuery };
type Rows = { reference: PostgresqlReference; query: PostgresqlQuery };

type OverrideProperty =
  | { id: 'unit'; value: string }
  | { id: 'min' | 'max' | 'decimals' | 'custom.fillOpacity'; value: number }
  | { id: 'color'; value: Json<FieldConfig['color']> }
  | { id: 'thresholds'; value: Json<FieldConfig['thresholds']> }
  | { id: 'mappings'; value: Json<FieldConfig['mappings']> }
  | { id: 'links'; value: { title: string; url: string; targetBlank: boolean }[] }
  | { id: 'custom.cellOptions'; value: Json<TableCellOptions> }
  | { id: 'custom.lineStyle'; value: Json<timeseries.FieldConfig['lineStyle']> };

interface Override {
  matcher: { id: 'byName'; options: string };
  properties: OverrideProperty[];
}

type Transformation =
  | { id: 'merge'; options: Record<string, never> }
  | {
      id: 'organize';
      options: {
        excludeByName: Record<string, boolean>;
        indexByName: Record<string, number>;
        renameByName: Record<string, string>;
      };
    };

type PanelOf<Source extends Series | Rows, Type extends string, Options, Custom> = Omit<
  Json<Panel>,
  'type' | 'datasource' | 'targets' | 'fieldConfig' | 'options' | 'transformations'
> & {
  type: Type;
  datasource: Source['reference'];
  targets: Source['query'][];
  options: Json<Options>;
  transformations?: Transformation[];
  fieldConfig: {
    defaults: Omit<Json<FieldConfig>, 'custom'> & { custom?: Json<Custom> };
    overrides: Override[];
  };
};

type PanelOfBoard<Source extends Series | Rows> =
  | PanelOf<Source, 'heatmap', heatmap.Options, heatmap.FieldConfig>
  | PanelOf<Source, 'stat', stat.Options, never>
  | PanelOf<Source, 'state-timeline', timeline.Options, timeline.FieldConfig>
  | PanelOf<Source, 'table', table.Options, Partial<table.FieldConfig>>
  | PanelOf<Source, 'timeseries', timeseries.Options, timeseries.FieldConfig>
  | Json<RowPanel>;

type VariableOf<Source extends Series | Rows> = Omit<Json<VariableModel>, 'datasource'> & {
  datasource?: Source['reference'];
};

type Annotation = Omit<Json<AnnotationQuery>, 'target' | 'datasource'> & {
  datasource: PrometheusReference;
  target: PrometheusQuery;
  titleFormat: string;
  textFormat: string;
  tagKeys: string;
};

type BoardOf<Source extends Series | Rows> = Omit<Json<Dashboard>, 'id' | 'panels' | 'templating' | 'annotations'> & {
  panels: PanelOfBoard<Source>[];
  templating: { list: VariableOf<Source>[] };
  annotations: { list: Annotation[] };
};

export type BoardOfSeries = BoardOf<Series>;
export type BoardOfRows = BoardOf<Rows>;
