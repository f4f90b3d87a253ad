"""Files that name other files or addresses, in the clothes of data."""

from watermap.reading.formats import FORMATS

ENDINGS = sorted(ending for ending, form in FORMATS.items() if not form.folder)

SERVICES = {
    "wms": '<GDAL_WMS><Service name="TMS"><ServerUrl>{0}/${{z}}</ServerUrl></Service></GDAL_WMS>',
    "wcs": "<WCS_GDAL><ServiceURL>{0}/?</ServiceURL></WCS_GDAL>",
    "wfs": "<OGRWFSDataSource><URL>{0}/wfs</URL></OGRWFSDataSource>",
    "wmts": "<GDAL_WMTS><GetCapabilitiesUrl>{0}/</GetCapabilitiesUrl></GDAL_WMTS>",
    "capabilities": '<WFS_Capabilities version="2.0.0"><ows:Get href="{0}/"/></WFS_Capabilities>',
    "oapif": "OAPIF:{0}/",
    "vrt": '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/{0}/a.csv'
    "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
    "gti": "<GDALTileIndexDataset><IndexDataset>{0}/i.gpkg</IndexDataset></GDALTileIndexDataset>",
    "stac": '{{"type": "Feature", "stac_version": "1.0.0", "assets": {{"a": {{"href": "{0}/a.tif"'
    '}}}}, "geometry": null, "properties": {{}}}}',
    "esri": '{{"currentVersion": 10, "features": [], "geometryType": "esriGeometryPoint", "url":'
    ' "{0}/"}}',
    "topojson": '{{"type": "Topology", "objects": {{}}, "arcs": [], "href": "{0}/"}}',
}


def vrt(other: object) -> str:
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="other"><SrcDataSource>{other}</SrcDataSource>'
        '<GeometryType>wkbPoint</GeometryType><GeometryField encoding="PointFromColumns" x="x"'
        ' y="y"/></OGRVRTLayer></OGRVRTDataSource>'
    )


def raw_vrt(other: object) -> str:
    return (
        '<VRTDataset rasterXSize="4" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1"'
        f' subClass="VRTRawRasterBand"><SourceFilename relativeToVRT="0">{other}</SourceFilename>'
        "</VRTRasterBand></VRTDataset>"
    )


def simple_vrt(other: object) -> str:
    return (
        '<VRTDataset rasterXSize="4" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1">'
        f"<SimpleSource><SourceFilename>{other}</SourceFilename></SimpleSource></VRTRasterBand>"
        "</VRTDataset>"
    )


def gml(address):
    return (
        '<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0"'
        ' xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-'
        f'instance" xsi:schemaLocation="http://x {address}/x.xsd"><wfs:member><a><g><gml:Point'
        f' srsName="{address}/def/crs/EPSG/0/4490"><gml:pos>34 117</gml:pos></gml:Point></g></a>'
        "</wfs:member></wfs:FeatureCollection>"
    )
