<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AttributeTable</name>
    <message>
        <location filename="../attribute_table.py" line="155"/>
        <source>Filter rows…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../attribute_table.py" line="173"/>
        <source>{0} of {1} rows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckResult</name>
    <message>
        <location filename="../check_result.py" line="81"/>
        <source>A screening of the layers of this project, not a permit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../check_result.py" line="130"/>
        <source>Remarks ({0})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IdentifyPanel</name>
    <message>
        <location filename="../identify.py" line="59"/>
        <source>Feature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../identify.py" line="59"/>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../identify.py" line="100"/>
        <source>Coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../identify.py" line="102"/>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../identify.py" line="103"/>
        <source>Area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../identify.py" line="103"/>
        <source>mu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../identify.py" line="103"/>
        <source>ha</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerTree</name>
    <message>
        <location filename="../layer_tree.py" line="110"/>
        <source>Zoom to layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../layer_tree.py" line="111"/>
        <source>Attribute table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../window.py" line="165"/>
        <source>Written: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../window.py" line="172"/>
        <source>Open a project folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../window.py" line="193"/>
        <source>Export map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../window.py" line="201"/>
        <source>Export results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../window.py" line="211"/>
        <source>Export what lies around</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../window.py" line="219"/>
        <source>Export site check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../window.py" line="259"/>
        <source>Load a site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../window.py" line="294"/>
        <source>About watermap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../window.py" line="336"/>
        <source>These are no project. Make one of data files with: watermap new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../window.py" line="403"/>
        <source>This did not work, through a fault of watermap: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <location filename="../canvas.py" line="154"/>
        <source>mu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../canvas.py" line="154"/>
        <source>ha</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <location filename="../opening.py" line="36"/>
        <source>Opening the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../opening.py" line="48"/>
        <source>Classing the sections</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PeriodBar</name>
    <message>
        <location filename="../period_bar.py" line="72"/>
        <source>Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../period_bar.py" line="73"/>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <location filename="../problems_panel.py" line="56"/>
        <source>Errors: {0}   Warnings: {1}   Notes: {2}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RingsPanel</name>
    <message>
        <location filename="../rings_panel.py" line="82"/>
        <source>Looking around the sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../rings_panel.py" line="88"/>
        <source>Radii (m)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../rings_panel.py" line="89"/>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../rings_panel.py" line="91"/>
        <source>Source, ring, feature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../rings_panel.py" line="91"/>
        <source>Distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../rings_panel.py" line="91"/>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../rings_panel.py" line="108"/>
        <source>within {0} m: {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Showing</name>
    <message>
        <location filename="../showing.py" line="114"/>
        <source>The map is drawn in {0}. Layers are kept in EPSG:4490 and brought there for drawing; lengths, areas and distances are measured on the ellipsoid, whatever the map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="122"/>
        <source>Screening only: it replaces no permit and no approved boundary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="132"/>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="133"/>
        <source>Site check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="134"/>
        <source>Around the sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="135"/>
        <source>Identify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="136"/>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="137"/>
        <source>Attribute table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="142"/>
        <source>Water</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="143"/>
        <source>Drinking water</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="144"/>
        <source>Protection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="145"/>
        <source>Pollution sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="146"/>
        <source>Planning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="147"/>
        <source>Transport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="148"/>
        <source>Base map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="149"/>
        <source>File cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="154"/>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="155"/>
        <source>Target met</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="156"/>
        <source>Deciding indicators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="157"/>
        <source>Indicators evaluated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="158"/>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="159"/>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="160"/>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../showing.py" line="161"/>
        <source>insufficient data</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SiteForm</name>
    <message>
        <location filename="../site_form.py" line="101"/>
        <source>Coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="101"/>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="101"/>
        <source>Industry (GB/T 4754)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="102"/>
        <source>Nature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="102"/>
        <source>Discharges to water</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="102"/>
        <source>Outfall on the site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="103"/>
        <source>Takes groundwater</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="103"/>
        <source>Serves water supply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="104"/>
        <source>Permitted kind in red line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="104"/>
        <source>Law as of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="108"/>
        <source>117.73, 34.56 or 117°43′48″E 34°33′36″N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="110"/>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="113"/>
        <location filename="../site_form.py" line="116"/>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="113"/>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="113"/>
        <source>rebuild</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="113"/>
        <source>expand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="116"/>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_form.py" line="116"/>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SitePanel</name>
    <message>
        <location filename="../site_panel.py" line="114"/>
        <source>Reading the site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_panel.py" line="131"/>
        <source>Checking the site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_panel.py" line="137"/>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../site_panel.py" line="147"/>
        <source>Place the site: click or draw on the map, load a file, or type coordinates.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <location filename="../start_page.py" line="75"/>
        <source>Water planning for environmental bureaus, on this machine alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../start_page.py" line="77"/>
        <source>Open a project folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../start_page.py" line="79"/>
        <source>How does our water stand?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../start_page.py" line="81"/>
        <source>Sections and sources by class and target, month by month, on the map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../start_page.py" line="83"/>
        <source>What lies around our drinking water?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../start_page.py" line="85"/>
        <source>Enterprises, outfalls, roads and zones around each source, in true metres.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../start_page.py" line="87"/>
        <source>May this be built here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../start_page.py" line="89"/>
        <source>A proposed project against every rule, with basis and what was not checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../start_page.py" line="92"/>
        <source>Try it on the sample</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <location filename="../status_bar.py" line="70"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../status_bar.py" line="71"/>
        <source>Click: decimal degrees or degrees, minutes, seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../status_bar.py" line="72"/>
        <source>Coordinate system of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../status_bar.py" line="73"/>
        <source>Scale of the map</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <location filename="../actions.py" line="18"/>
        <source>&amp;Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="19"/>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="20"/>
        <source>&amp;Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="21"/>
        <source>&amp;Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="22"/>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="43"/>
        <source>&amp;Open project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="45"/>
        <source>Open the &amp;sample project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="47"/>
        <source>Export &amp;map…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="49"/>
        <source>Export &amp;results…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="52"/>
        <source>Export what lies &amp;around…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="54"/>
        <source>Export site &amp;check…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="56"/>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="58"/>
        <source>&amp;Pan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="60"/>
        <source>&amp;Identify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="62"/>
        <source>Measure &amp;length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="65"/>
        <source>Measure &amp;area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="68"/>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="70"/>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="72"/>
        <source>Zoom to &amp;everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="74"/>
        <source>Zoom to &amp;selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="76"/>
        <source>Zoom &amp;last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="78"/>
        <source>Zoom &amp;next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="80"/>
        <source>Place a site by &amp;click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="82"/>
        <source>&amp;Draw a site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="84"/>
        <source>&amp;Load a site from a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="86"/>
        <source>What lies around the &amp;sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="88"/>
        <source>&amp;Attribute table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="90"/>
        <source>Period &amp;before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="92"/>
        <source>Period &amp;after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="94"/>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="96"/>
        <source>中文 / &amp;English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../actions.py" line="98"/>
        <source>&amp;About watermap</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <location filename="../cards.py" line="30"/>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../cards.py" line="31"/>
        <source>insufficient data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../cards.py" line="36"/>
        <source>target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../cards.py" line="38"/>
        <source>met</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../cards.py" line="40"/>
        <source>not met</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../cards.py" line="54"/>
        <source>over by a factor of</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
