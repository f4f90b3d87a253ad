"""All shapefiles, office by office."""

import datetime as dt

from making import base, planning, pollution, protection, traffic, water
from making.setting import Setting
from making.sheet import Shapefile


def shapefiles(setting: Setting) -> list[Shapefile]:
    """Every shapefile of the sample."""
    return [*_environment(setting), *_resources(setting), *_water(setting), *_others(setting)]


def _environment(setting: Setting) -> list[Shapefile]:
    """区生态环境局: degrees, but the enterprises are an old GBK table that names no encoding."""
    day, wells_day = dt.date(2019, 12, 20), dt.date(2020, 12, 15)
    return [
        Shapefile(name="断面", features=water.sections(setting), changed=day),
        Shapefile(name="水源地", features=protection.sources(setting), changed=day),
        Shapefile(name="饮用水水源保护区", features=protection.areas(setting), changed=day),
        Shapefile(name="环境管控单元", features=planning.control_units(setting), changed=day),
        Shapefile(name="风险源企业", features=pollution.enterprises(setting), changed=day,
                  encoding="GBK", names_encoding=False),
        Shapefile(name="入河排污口", features=pollution.outfalls(setting), changed=day),
        Shapefile(name="污水处理厂", features=pollution.sewage_plants(setting), changed=day),
        Shapefile(name="黑臭水体", features=pollution.black_odorous(setting), changed=day),
        Shapefile(name="地下水监测井", features=water.wells(setting), changed=wells_day),
    ]  # fmt: skip


def _resources(setting: Setting) -> list[Shapefile]:
    """区自然资源局: metres with the zone's number, EPSG:4527."""
    day = dt.date(2019, 6, 30)
    layers = {
        "生态保护红线": protection.red_lines,
        "工业园区": planning.industrial_zones,
        "湿地": water.wetlands,
    }
    return [
        Shapefile(name="行政区划", features=base.areas(setting), changed=day),
        *(
            Shapefile(name=name, features=drawn(setting), changed=day, epsg=4527)
            for name, drawn in layers.items()
        ),
    ]


def _water(setting: Setting) -> list[Shapefile]:
    """区城乡水务局 and the water-diversion office: degrees."""
    day = dt.date(2018, 11, 5)
    return [
        Shapefile(name="河流", features=water.rivers(setting), changed=day),
        Shapefile(name="湖库", features=water.lakes(setting), changed=day),
        Shapefile(name="岸线", features=water.shoreline(setting), changed=day),
        Shapefile(name="南水北调干线", features=protection.diversion_line(setting), changed=day),
        Shapefile(name="南水北调保护区", features=protection.diversion_zones(setting), changed=day),
        Shapefile(name="地下水禁限采区", features=planning.groundwater_zones(setting), changed=day),
    ]  # fmt: skip


def _others(setting: Setting) -> list[Shapefile]:
    """交通运输局 and 商务局: metres without the zone's number; 农业农村局 sent no .prj at all."""
    day = dt.date(2018, 3, 9)
    return [
        Shapefile(name="公路桥梁", features=traffic.roads(setting), changed=day, epsg=4548),
        Shapefile(name="油气管道", features=traffic.pipelines(setting), changed=day, epsg=4548),
        Shapefile(name="加油站", features=traffic.petrol_stations(setting), changed=day, epsg=4548),
        Shapefile(name="畜禽养殖区划", features=planning.livestock_zones(setting), changed=day,
                  epsg=4548, names_place=False),
    ]  # fmt: skip
