<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AttributeTable</name>
    <message>
        <source>Filter rows…</source>
        <translation>筛选行…</translation>
    </message>
    <message>
        <source>{0} of {1} rows</source>
        <translation>{0} / {1} 行</translation>
    </message>
</context>
<context>
    <name>CheckResult</name>
    <message>
        <source>A screening of the layers of this project, not a permit.</source>
        <translation>这是对本项目图层的筛查，不是审批意见。</translation>
    </message>
    <message>
        <source>Remarks ({0})</source>
        <translation>说明（{0}）</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Writing the file</source>
        <translation>正在写入文件</translation>
    </message>
</context>
<context>
    <name>IdentifyPanel</name>
    <message>
        <source>Feature</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Evaluation {0}</source>
        <translation>评价（{0}）</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>mu</source>
        <translation>亩</translation>
    </message>
    <message>
        <source>ha</source>
        <translation>公顷</translation>
    </message>
</context>
<context>
    <name>LayerTree</name>
    <message>
        <source>Zoom to layer</source>
        <translation>缩放到图层</translation>
    </message>
    <message>
        <source>Attribute table</source>
        <translation>属性表</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Written: {0}</source>
        <translation>已写入：{0}</translation>
    </message>
    <message>
        <source>Open a project folder</source>
        <translation>打开项目文件夹</translation>
    </message>
    <message>
        <source>Export map</source>
        <translation>导出地图</translation>
    </message>
    <message>
        <source>Export results</source>
        <translation>导出评价结果</translation>
    </message>
    <message>
        <source>Export what lies around</source>
        <translation>导出周边清单</translation>
    </message>
    <message>
        <source>Export site check</source>
        <translation>导出选址核查表</translation>
    </message>
    <message>
        <source>Load a site</source>
        <translation>载入拟建项目</translation>
    </message>
    <message>
        <source>About watermap</source>
        <translation>关于 watermap</translation>
    </message>
    <message>
        <source>This did not work, through a fault of watermap: {0}</source>
        <translation>watermap 出错，未能完成：{0}</translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <source>mu</source>
        <translation>亩</translation>
    </message>
    <message>
        <source>ha</source>
        <translation>公顷</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Opening the project</source>
        <translation>正在打开项目</translation>
    </message>
    <message>
        <source>Opening the files</source>
        <translation>正在打开文件</translation>
    </message>
    <message>
        <source>Classing the sections</source>
        <translation>正在评价断面</translation>
    </message>
</context>
<context>
    <name>PeriodBar</name>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>专题</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Errors: {0}   Warnings: {1}   Notes: {2}</source>
        <translation>错误：{0}   警告：{1}   说明：{2}</translation>
    </message>
</context>
<context>
    <name>RingsPanel</name>
    <message>
        <source>Looking around the sources</source>
        <translation>正在查找水源地周边</translation>
    </message>
    <message>
        <source>Radii (m)</source>
        <translation>半径（m）</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列出</translation>
    </message>
    <message>
        <source>Source, ring, feature</source>
        <translation>水源地、缓冲圈、要素</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方位</translation>
    </message>
    <message>
        <source>within {0} m: {1}</source>
        <translation>{0} m 内：{1} 个</translation>
    </message>
    <message>
        <source>  {0} ha</source>
        <translation>  {0} 公顷</translation>
    </message>
</context>
<context>
    <name>Showing</name>
    <message>
        <source>File cannot be used</source>
        <translation>文件无法使用</translation>
    </message>
    <message>
        <source>The map is drawn in {0}. Layers are kept in EPSG:4490 and brought there for drawing; lengths, areas and distances are measured on the ellipsoid, whatever the map.</source>
        <translation>地图按 {0} 绘制。各图层以 EPSG:4490 保存，绘制时转换；长度、面积、距离一律在椭球面上量算，与地图投影无关。</translation>
    </message>
    <message>
        <source>Screening only: it replaces no permit and no approved boundary.</source>
        <translation>仅供筛查，不替代审批，也不替代批准的边界。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Site check</source>
        <translation>选址核查</translation>
    </message>
    <message>
        <source>Around the sources</source>
        <translation>水源地周边</translation>
    </message>
    <message>
        <source>Identify</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Attribute table</source>
        <translation>属性表</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>水质类别</translation>
    </message>
    <message>
        <source>Target met</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>Deciding indicators</source>
        <translation>定类指标</translation>
    </message>
    <message>
        <source>Indicators evaluated</source>
        <translation>参评指标数</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>insufficient data</source>
        <translation>数据不足</translation>
    </message>
</context>
<context>
    <name>SiteForm</name>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目名称</translation>
    </message>
    <message>
        <source>Industry (GB/T 4754)</source>
        <translation>行业代码（GB/T 4754）</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>建设性质</translation>
    </message>
    <message>
        <source>Discharges to water</source>
        <translation>向水体排污</translation>
    </message>
    <message>
        <source>Outfall on the site</source>
        <translation>排污口在场址内</translation>
    </message>
    <message>
        <source>Takes groundwater</source>
        <translation>取用地下水</translation>
    </message>
    <message>
        <source>Serves water supply</source>
        <translation>与供水有关</translation>
    </message>
    <message>
        <source>Permitted kind in red line</source>
        <translation>红线内允许活动（第几类）</translation>
    </message>
    <message>
        <source>Law as of</source>
        <translation>适用法律日期</translation>
    </message>
    <message>
        <source>117.73, 34.56 or 117°43′48″E 34°33′36″N</source>
        <translation>117.73, 34.56 或 117°43′48″E 34°33′36″N</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>rebuild</source>
        <translation>改建</translation>
    </message>
    <message>
        <source>expand</source>
        <translation>扩建</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>SitePanel</name>
    <message>
        <source>Reading the site</source>
        <translation>正在读取拟建项目</translation>
    </message>
    <message>
        <source>Checking the site</source>
        <translation>正在核查</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>Place the site: click or draw on the map, load a file, or type coordinates.</source>
        <translation>请给出项目位置：在图上点击或绘制、载入文件，或输入坐标。</translation>
    </message>
    <message>
        <source>mu</source>
        <translation>亩</translation>
    </message>
    <message>
        <source>ha</source>
        <translation>公顷</translation>
    </message>
    <message>
        <source>Site: {0}</source>
        <translation>拟建项目：{0}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Water planning for environmental bureaus, on this machine alone</source>
        <translation>生态环境部门的水环境规划，数据不离开本机</translation>
    </message>
    <message>
        <source>Open a project folder…</source>
        <translation>打开项目文件夹…</translation>
    </message>
    <message>
        <source>How does our water stand?</source>
        <translation>我们的水质怎么样？</translation>
    </message>
    <message>
        <source>Sections and sources by class and target, month by month, on the map.</source>
        <translation>逐月、逐断面的水质类别与达标情况，一张图看清。</translation>
    </message>
    <message>
        <source>What lies around our drinking water?</source>
        <translation>水源地周边有什么？</translation>
    </message>
    <message>
        <source>Enterprises, outfalls, roads and zones around each source, in true metres.</source>
        <translation>各水源地周边的企业、排污口、道路和各类区域，按真实距离列出。</translation>
    </message>
    <message>
        <source>May this be built here?</source>
        <translation>这里能不能建？</translation>
    </message>
    <message>
        <source>A proposed project against every rule, with basis and what was not checked.</source>
        <translation>拟建项目逐条核查：结论、依据，以及没有核查的内容。</translation>
    </message>
    <message>
        <source>Try it on the sample</source>
        <translation>用示例项目试试</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Click: decimal degrees or degrees, minutes, seconds</source>
        <translation>点击切换：十进制度 / 度分秒</translation>
    </message>
    <message>
        <source>Coordinate system of the map</source>
        <translation>地图坐标系</translation>
    </message>
    <message>
        <source>Scale of the map</source>
        <translation>地图比例尺</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>地图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>核查(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>打开项目(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the &amp;sample project</source>
        <translation>打开示例项目(&amp;S)</translation>
    </message>
    <message>
        <source>Export &amp;map…</source>
        <translation>导出地图(&amp;M)…</translation>
    </message>
    <message>
        <source>Export &amp;results…</source>
        <translation>导出评价结果(&amp;R)…</translation>
    </message>
    <message>
        <source>Export what lies &amp;around…</source>
        <translation>导出周边清单(&amp;A)…</translation>
    </message>
    <message>
        <source>Export site &amp;check…</source>
        <translation>导出选址核查表(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Pan</source>
        <translation>平移(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Identify</source>
        <translation>识别(&amp;I)</translation>
    </message>
    <message>
        <source>Measure &amp;length</source>
        <translation>量长度(&amp;L)</translation>
    </message>
    <message>
        <source>Measure &amp;area</source>
        <translation>量面积(&amp;A)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Zoom to &amp;everything</source>
        <translation>全图(&amp;E)</translation>
    </message>
    <message>
        <source>Zoom to &amp;selection</source>
        <translation>缩放到所选(&amp;S)</translation>
    </message>
    <message>
        <source>Zoom &amp;last</source>
        <translation>上一视图(&amp;L)</translation>
    </message>
    <message>
        <source>Zoom &amp;next</source>
        <translation>下一视图(&amp;N)</translation>
    </message>
    <message>
        <source>Place a site by &amp;click</source>
        <translation>点击定位拟建项目(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Draw a site</source>
        <translation>绘制拟建项目(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Load a site from a file…</source>
        <translation>从文件载入拟建项目(&amp;L)…</translation>
    </message>
    <message>
        <source>What lies around the &amp;sources</source>
        <translation>水源地周边(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Attribute table</source>
        <translation>属性表(&amp;A)</translation>
    </message>
    <message>
        <source>Period &amp;before</source>
        <translation>上一时段(&amp;B)</translation>
    </message>
    <message>
        <source>Period &amp;after</source>
        <translation>下一时段(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>中文 / &amp;English</source>
        <translation>中文 / &amp;English</translation>
    </message>
    <message>
        <source>&amp;About watermap</source>
        <translation>关于 watermap(&amp;A)</translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>insufficient data</source>
        <translation>数据不足</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>met</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>未达标</translation>
    </message>
    <message>
        <source>limit {0}</source>
        <translation>限值 {0}</translation>
    </message>
    <message>
        <source>over by a factor of {0}</source>
        <translation>超标 {0} 倍</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
</TS>
