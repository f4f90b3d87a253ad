<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AgainDialog</name>
    <message>
        <source>Take again from the database</source>
        <translation>从数据库重新取数</translation>
    </message>
    <message>
        <source>{0} was taken from {1} on {2}, with {3} rows. Taking it again replaces that file as a whole; if anything fails it stays as it is.</source>
        <translation>{0} 于 {2} 取自 {1}，共 {3} 条记录。重新取数会整体替换该文件；如果中途失败，文件保持原样。</translation>
    </message>
    <message>
        <source>Remember it in the system&apos;s keyring</source>
        <translation>记入系统密钥环</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Take again</source>
        <translation>重新取数</translation>
    </message>
    <message>
        <source>empty: the one kept in the keyring</source>
        <translation>留空则用密钥环中的密码</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Comparing with other months and years</source>
        <translation>正在与其他时段比较</translation>
    </message>
    <message>
        <source>{0} · standard {1} · method {2}</source>
        <translation>{0} · 标准 {1} · 方法 {2}</translation>
    </message>
</context>
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
    <name>BasisPanel</name>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Keep in the project</source>
        <translation>保存到项目</translation>
    </message>
    <message>
        <source>Writing the project&apos;s file</source>
        <translation>正在写入项目文件</translation>
    </message>
    <message>
        <source>As the project&apos;s file says.</source>
        <translation>与项目文件一致。</translation>
    </message>
    <message>
        <source>Not kept: the project&apos;s file says {0}, {1}.</source>
        <translation>尚未保存：项目文件中为 {0}、{1}。</translation>
    </message>
    <message>
        <source>unverified · {0}</source>
        <translation>未核对 · {0}</translation>
    </message>
    <message>
        <source>in force from {0}</source>
        <translation>自 {0} 起施行</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>至 {0}</translation>
    </message>
    <message>
        <source>compared with the official text</source>
        <translation>已与正式文本核对</translation>
    </message>
    <message>
        <source>UNVERIFIED: nobody has compared it with the official text</source>
        <translation>未核对：尚无人与正式文本核对</translation>
    </message>
</context>
<context>
    <name>BoxChooser</name>
    <message>
        <source>Please choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Another one, by its code:</source>
        <translation>其他坐标系，输入代码：</translation>
    </message>
</context>
<context>
    <name>BusyPage</name>
    <message>
        <source>{0} of {1}  {2}</source>
        <translation>第 {0} 个，共 {1} 个&#x3000;{2}</translation>
    </message>
</context>
<context>
    <name>CalendarPanel</name>
    <message>
        <source>Classing every period</source>
        <translation>正在逐期评价</translation>
    </message>
    <message>
        <source>Standard {0} · method {1} · “?” not enough data, “–” no results · a click goes to that period and section</source>
        <translation>标准 {0} · 方法 {1} · “?”数据不足，“–”无监测数据 · 单击转到该时段和断面</translation>
    </message>
</context>
<context>
    <name>ChartPanel</name>
    <message>
        <source>Following a section through time</source>
        <translation>正在整理断面历年数据</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Indicators in the chart</source>
        <translation>图中的指标</translation>
    </message>
    <message>
        <source>Values over time</source>
        <translation>各期数值</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Writing the file</source>
        <translation>正在写入文件</translation>
    </message>
    <message>
        <source>{0} · standard {1} · method {2}</source>
        <translation>{0} · 标准 {1} · 方法 {2}</translation>
    </message>
    <message>
        <source>{0} has no results of its own, or its name is not unique.</source>
        <translation>{0} 没有自己的监测数据，或名称不唯一。</translation>
    </message>
    <message>
        <source>Select a section or a source on the map, in a table or in the calendar.</source>
        <translation>请在地图、表格或类别日历中选择一个断面或水源地。</translation>
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
    <name>DatabaseDialog</name>
    <message>
        <source>Import from a database</source>
        <translation>从数据库导入</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Take these tables ›</source>
        <translation>取用所选表 ›</translation>
    </message>
    <message>
        <source>Please write server, database and user first.</source>
        <translation>请先填写服务器、数据库和用户名。</translation>
    </message>
    <message>
        <source>Tables ticked: {0}</source>
        <translation>已选 {0} 个表</translation>
    </message>
    <message>
        <source>Layers of a PostGIS database</source>
        <translation>PostGIS 数据库中的图层</translation>
    </message>
    <message>
        <source>The tables are copied into the project once, so that it works without the database and its answers can be repeated. Nothing is changed in the database. The password never goes into the project.</source>
        <translation>所选数据表一次性复制到项目中，之后不连数据库也能使用，结果可以重现。不会改动数据库。密码不会写入项目。</translation>
    </message>
</context>
<context>
    <name>Databases</name>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>The database has no table with shapes.</source>
        <translation>该数据库中没有带图形的数据表。</translation>
    </message>
    <message>
        <source>The keyring did not take the password; it was not kept.</source>
        <translation>系统密钥环没有接受密码，密码未保存。</translation>
    </message>
    <message>
        <source>Taking the tables</source>
        <translation>正在取数</translation>
    </message>
    <message>
        <source>The database asks for a password. Please type it.</source>
        <translation>数据库要求密码，请输入。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>DestinationPage</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>There is nothing here that can become part of a project.</source>
        <translation>这里没有可以加入项目的数据。</translation>
    </message>
    <message>
        <source>Make a new project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Add it to the open project “{0}”</source>
        <translation>加入已打开的项目“{0}”</translation>
    </message>
    <message>
        <source>Only have a look; nothing is kept</source>
        <translation>只看一看，不保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Give the project a name.</source>
        <translation>请填写项目名称。</translation>
    </message>
    <message>
        <source>No project can be made in this folder: one is there already, nothing may be written there, or programs are installed there. Choose another.</source>
        <translation>不能在这个文件夹中新建项目：其中已有项目，或没有写入权限，或是程序安装位置。请另选一个。</translation>
    </message>
</context>
<context>
    <name>Docks</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Site check</source>
        <translation>选址核查</translation>
    </message>
    <message>
        <source>Around</source>
        <translation>水源地周边</translation>
    </message>
    <message>
        <source>Follow the water</source>
        <translation>沿河追踪</translation>
    </message>
    <message>
        <source>Identify</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>数据质量</translation>
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
        <source>How it stands</source>
        <translation>水质状况</translation>
    </message>
    <message>
        <source>Calendar of classes</source>
        <translation>类别日历</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>断面图表</translation>
    </message>
    <message>
        <source>Classed by</source>
        <translation>评价依据</translation>
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
    <name>FaultsPanel</name>
    <message>
        <source>{0} reaches, {1} nodes; ends within {2} m of each other meet</source>
        <translation>{0} 个河段，{1} 个节点；相距 {2} 米以内的端点视为相连</translation>
    </message>
    <message>
        <source>To look at ({0})</source>
        <translation>待查 ({0})</translation>
    </message>
    <message>
        <source>{0} (left as it is)</source>
        <translation>{0}（保持原样）</translation>
    </message>
    <message>
        <source>Decided ({0})</source>
        <translation>已决定 ({0})</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Repair all that is plain</source>
        <translation>修复全部明确的问题</translation>
    </message>
    <message>
        <source>It is as it should be</source>
        <translation>本应如此</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message>
        <source>not usable as it is</source>
        <translation>有严重问题</translation>
    </message>
    <message>
        <source>to be looked at</source>
        <translation>需要查看</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>筛选…</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Not sound only</source>
        <translation>只看有问题的</translation>
    </message>
    <message>
        <source>Worst only</source>
        <translation>只看严重的</translation>
    </message>
    <message>
        <source>Double-click to set the coordinate system</source>
        <translation>双击可指定坐标系</translation>
    </message>
</context>
<context>
    <name>Healthy</name>
    <message>
        <source>Looking at the data&apos;s health</source>
        <translation>正在检查数据质量</translation>
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
    <name>ImportWizard</name>
    <message>
        <source>Import data</source>
        <translation>导入数据</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>‹ Back</source>
        <translation>‹ 上一步</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>The files do not say this for certain, so you are asked. Evidence is in grey.</source>
        <translation>文件本身不能说明这一点，需要您来确认。灰色文字是判断依据。</translation>
    </message>
    <message>
        <source>Next ›</source>
        <translation>下一步 ›</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>保存位置</translation>
    </message>
    <message>
        <source>The originals stay as they are; the project gets copies of what lies outside its folder.</source>
        <translation>原文件保持不变；位于项目文件夹之外的文件会复制到项目中。</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Still without an answer: {0}</source>
        <translation>还有 {0} 项未回答</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>Reading the files</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>保存位置</translation>
    </message>
    <message>
        <source>{0} project</source>
        <translation>{0}（项目）</translation>
    </message>
    <message>
        <source>Make the project in this folder</source>
        <translation>选择新项目所在的文件夹</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Taking in the answers</source>
        <translation>正在处理回答</translation>
    </message>
    <message>
        <source>Copying the files</source>
        <translation>正在复制文件</translation>
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
    <message>
        <source>Take again from the database…</source>
        <translation>从数据库重新取数…</translation>
    </message>
    <message>
        <source>This is another kind of layer…</source>
        <translation>更改图层种类…</translation>
    </message>
    <message>
        <source>Set the coordinate system…</source>
        <translation>指定坐标系…</translation>
    </message>
    <message>
        <source>Read again with another encoding…</source>
        <translation>换一种编码重新读取…</translation>
    </message>
</context>
<context>
    <name>ListChooser</name>
    <message>
        <source>Another one, by its code:</source>
        <translation>其他坐标系，输入代码：</translation>
    </message>
</context>
<context>
    <name>LoginForm</name>
    <message>
        <source>Remember it in the system&apos;s keyring</source>
        <translation>记入系统密钥环</translation>
    </message>
    <message>
        <source>name or address, e.g. 192.168.1.20</source>
        <translation>主机名或地址，如 192.168.1.20</translation>
    </message>
    <message>
        <source>empty: the one kept in the keyring</source>
        <translation>留空则用密钥环中的密码</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
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
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
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
        <source>Classing the sections</source>
        <translation>正在评价断面</translation>
    </message>
</context>
<context>
    <name>ParametersDialog</name>
    <message>
        <source>Parameters to CGCS2000</source>
        <translation>到 CGCS2000 的转换参数</translation>
    </message>
    <message>
        <source>for example 2385</source>
        <translation>例如 2385</translation>
    </message>
    <message>
        <source>Empty: a local system without a code (four parameters only)</source>
        <translation>留空：没有代码的地方坐标系（仅四参数）</translation>
    </message>
    <message>
        <source>Seven parameters</source>
        <translation>七参数</translation>
    </message>
    <message>
        <source>Four parameters</source>
        <translation>四参数</translation>
    </message>
    <message>
        <source>The layer&apos;s own coordinate system (EPSG)</source>
        <translation>图层自身的坐标系（EPSG）</translation>
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
    <message>
        <source>Set the coordinate system of this layer…</source>
        <translation>指定该图层的坐标系…</translation>
    </message>
</context>
<context>
    <name>QuestionPage</name>
    <message>
        <source>The same answer for all {0}:</source>
        <translation>以下 {0} 项相同回答：</translation>
    </message>
    <message>
        <source>each its own</source>
        <translation>各不相同</translation>
    </message>
    <message>
        <source>for example: the surveying office says so</source>
        <translation>例如：测绘科答复</translation>
    </message>
    <message>
        <source>How you know it (kept with the project, may stay empty):</source>
        <translation>依据（随项目保存，可不填）：</translation>
    </message>
</context>
<context>
    <name>RepairDialog</name>
    <message>
        <source>Files of the project are missing</source>
        <translation>项目文件缺失</translation>
    </message>
    <message>
        <source>Missing file</source>
        <translation>缺失的文件</translation>
    </message>
    <message>
        <source>Found at</source>
        <translation>现在的位置</translation>
    </message>
    <message>
        <source>Find this file…</source>
        <translation>查找此文件…</translation>
    </message>
    <message>
        <source>Go on without them</source>
        <translation>不使用这些文件，继续</translation>
    </message>
    <message>
        <source>Use what was found</source>
        <translation>使用找到的文件</translation>
    </message>
    <message>
        <source>{0} files of this project are not where they were; what they hold takes part in nothing. Point at one of them: those that moved with it are found too.</source>
        <translation>本项目有 {0} 个文件不在原处，其中的数据不参与任何分析。请指出其中一个文件现在的位置，一同移动的其他文件会自动找到。</translation>
    </message>
    <message>
        <source>Found: {0}. Of them {1} lie elsewhere and will be copied into the project&apos;s folder.</source>
        <translation>已找到 {0} 个，其中 {1} 个位于项目文件夹之外，将复制到项目文件夹中。</translation>
    </message>
</context>
<context>
    <name>Repairing</name>
    <message>
        <source>Where is {0} now?</source>
        <translation>{0} 现在在哪里？</translation>
    </message>
    <message>
        <source>Taking in the files that were found</source>
        <translation>正在使用找到的文件</translation>
    </message>
</context>
<context>
    <name>Revising</name>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Saving the answer</source>
        <translation>正在保存</translation>
    </message>
</context>
<context>
    <name>RevisionDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save and read again</source>
        <translation>保存并重新读取</translation>
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
    <name>Saving</name>
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
        <source>Stores hazardous chemicals</source>
        <translation>贮存危险化学品</translation>
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
        <source>Start from my own data…</source>
        <translation>从我的数据开始…</translation>
    </message>
    <message>
        <source>Open a project folder…</source>
        <translation>打开项目文件夹…</translation>
    </message>
    <message>
        <source>or drop files and folders on this window</source>
        <translation>也可以把文件或文件夹拖到本窗口</translation>
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
    <name>TableList</name>
    <message>
        <source>Filter by schema or table…</source>
        <translation>按模式名或表名筛选…</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>数据表</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>SRID</source>
        <translation>SRID</translation>
    </message>
    <message>
        <source>Rows (estimate)</source>
        <translation>记录数（估计）</translation>
    </message>
    <message>
        <source>view</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>in the project already</source>
        <translation>项目中已有</translation>
    </message>
    <message>
        <source>no right to read it</source>
        <translation>无读取权限</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>not declared</source>
        <translation>未声明</translation>
    </message>
</context>
<context>
    <name>TakingAgain</name>
    <message>
        <source>Taking the table</source>
        <translation>正在取数</translation>
    </message>
    <message>
        <source>The database asks for a password. Please type it.</source>
        <translation>数据库要求密码，请输入。</translation>
    </message>
    <message>
        <source>Stopped; the layer is as it was.</source>
        <translation>已停止，图层保持原样。</translation>
    </message>
</context>
<context>
    <name>TimeBar</name>
    <message>
        <source>Every</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Into what time is divided</source>
        <translation>时间按何种时段划分</translation>
    </message>
    <message>
        <source>Period on the map</source>
        <translation>地图所示时段</translation>
    </message>
    <message>
        <source>Arrow keys: the period before or after</source>
        <translation>方向键：前一时段、后一时段</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>停止播放</translation>
    </message>
    <message>
        <source>Play the periods</source>
        <translation>逐期播放</translation>
    </message>
</context>
<context>
    <name>TraceForm</name>
    <message>
        <source>From</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Within the hours</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Not beyond</source>
        <translation>止于</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>水期</translation>
    </message>
    <message>
        <source>Name, or longitude, latitude; or click on the map</source>
        <translation>名称，或“经度,纬度”，或在图上点选</translation>
    </message>
    <message>
        <source> km</source>
        <translation> km</translation>
    </message>
    <message>
        <source> h</source>
        <translation> h</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>the next section</source>
        <translation>下一个断面</translation>
    </message>
    <message>
        <source>the next source</source>
        <translation>下一个水源地</translation>
    </message>
    <message>
        <source>high water</source>
        <translation>丰水期</translation>
    </message>
    <message>
        <source>normal water</source>
        <translation>平水期</translation>
    </message>
    <message>
        <source>low water</source>
        <translation>枯水期</translation>
    </message>
    <message>
        <source>Main stem only</source>
        <translation>只追踪干流</translation>
    </message>
    <message>
        <source>Upstream</source>
        <translation>向上游</translation>
    </message>
    <message>
        <source>Downstream</source>
        <translation>向下游</translation>
    </message>
    <message>
        <source>Who may explain this section</source>
        <translation>排查上游候选</translation>
    </message>
    <message>
        <source>Candidates upstream of a section, for the indicator it fails by most</source>
        <translation>按断面超标最多的指标，列出上游排查候选对象</translation>
    </message>
</context>
<context>
    <name>TraceTree</name>
    <message>
        <source>On the way</source>
        <translation>沿途</translation>
    </message>
    <message>
        <source>km</source>
        <translation>km</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>To be known</source>
        <translation>须知</translation>
    </message>
</context>
<context>
    <name>TracingPanel</name>
    <message>
        <source>Joining the rivers</source>
        <translation>正在连接河网</translation>
    </message>
    <message>
        <source>Following the water</source>
        <translation>正在沿河追踪</translation>
    </message>
    <message>
        <source>Looking for candidates</source>
        <translation>正在排查上游</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>追踪</translation>
    </message>
    <message>
        <source>The rivers</source>
        <translation>河网检查</translation>
    </message>
</context>
<context>
    <name>TracingView</name>
    <message>
        <source>Export the trace</source>
        <translation>导出追踪结果</translation>
    </message>
    <message>
        <source>Export the candidates</source>
        <translation>导出候选名单</translation>
    </message>
    <message>
        <source>Writing the file</source>
        <translation>正在写入文件</translation>
    </message>
</context>
<context>
    <name>Working</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>WrittenField</name>
    <message>
        <source>Parameters…</source>
        <translation>转换参数…</translation>
    </message>
    <message>
        <source>Enter a surveying office&apos;s parameters to CGCS2000</source>
        <translation>输入测绘部门提供的到 CGCS2000 的转换参数</translation>
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
        <source>Import a &amp;folder…</source>
        <translation>导入文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Import files…</source>
        <translation>导入文件(&amp;I)…</translation>
    </message>
    <message>
        <source>Import from a &amp;database…</source>
        <translation>从数据库导入(&amp;D)…</translation>
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
        <source>&amp;Follow the water</source>
        <translation>沿河追踪(&amp;F)</translation>
    </message>
    <message>
        <source>Export the &amp;trace…</source>
        <translation>导出追踪结果(&amp;T)…</translation>
    </message>
    <message>
        <source>Export the ca&amp;ndidates…</source>
        <translation>导出候选名单(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Attribute table</source>
        <translation>属性表(&amp;A)</translation>
    </message>
    <message>
        <source>How it &amp;stands</source>
        <translation>水质状况(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Calendar of classes</source>
        <translation>类别日历(&amp;C)</translation>
    </message>
    <message>
        <source>Chart of the selected se&amp;ction</source>
        <translation>所选断面图表(&amp;C)</translation>
    </message>
    <message>
        <source>Standard and &amp;method</source>
        <translation>标准和方法(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Health of the data</source>
        <translation>数据质量(&amp;H)</translation>
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
        <source>P&amp;lay the periods</source>
        <translation>逐期播放(&amp;L)</translation>
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
        <source>seasonal Mann-Kendall: {0}, p = {1}</source>
        <translation>季节性 Mann-Kendall：{0}，p = {1}</translation>
    </message>
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
    <message>
        <source>decided by {0}</source>
        <translation>决定指标：{0}</translation>
    </message>
    <message>
        <source>below detection, limit {0}</source>
        <translation>未检出，检出限 {0}</translation>
    </message>
    <message>
        <source>{0} of {1} values below detection</source>
        <translation>{1} 个值中有 {0} 个未检出</translation>
    </message>
    <message>
        <source>does not count for the section&apos;s class</source>
        <translation>不参与断面类别评价</translation>
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
<context>
    <name>offers</name>
    <message>
        <source>Leave it out of the project</source>
        <translation>不加入项目</translation>
    </message>
    <message>
        <source>None of these; the map has no such section</source>
        <translation>都不是，地图上没有这个断面</translation>
    </message>
</context>
<context>
    <name>parameters</name>
    <message>
        <source>Accuracy the office gives (m), may stay empty</source>
        <translation>提供方给出的精度（米），可不填</translation>
    </message>
    <message>
        <source>Scale (ppm)</source>
        <translation>尺度（ppm）</translation>
    </message>
    <message>
        <source>Old datum</source>
        <translation>原坐标系统</translation>
    </message>
    <message>
        <source>Xian 1980 (EPSG:4610)</source>
        <translation>西安 1980（EPSG:4610）</translation>
    </message>
    <message>
        <source>Beijing 1954 (EPSG:4214)</source>
        <translation>北京 1954（EPSG:4214）</translation>
    </message>
    <message>
        <source>ΔX (m)</source>
        <translation>ΔX（米）</translation>
    </message>
    <message>
        <source>ΔY (m)</source>
        <translation>ΔY（米）</translation>
    </message>
    <message>
        <source>ΔZ (m)</source>
        <translation>ΔZ（米）</translation>
    </message>
    <message>
        <source>Rotation about X (″)</source>
        <translation>绕 X 轴旋转（″）</translation>
    </message>
    <message>
        <source>Rotation about Y (″)</source>
        <translation>绕 Y 轴旋转（″）</translation>
    </message>
    <message>
        <source>Rotation about Z (″)</source>
        <translation>绕 Z 轴旋转（″）</translation>
    </message>
    <message>
        <source>Sense of rotations</source>
        <translation>旋转约定</translation>
    </message>
    <message>
        <source>Please choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>coordinate frame (Chinese textbooks)</source>
        <translation>坐标轴旋转（国内教材）</translation>
    </message>
    <message>
        <source>position vector</source>
        <translation>位置矢量旋转</translation>
    </message>
    <message>
        <source>New plane system on CGCS2000 (EPSG)</source>
        <translation>CGCS2000 平面坐标系（EPSG）</translation>
    </message>
    <message>
        <source>ΔX, to the north (m)</source>
        <translation>ΔX，向北（米）</translation>
    </message>
    <message>
        <source>ΔY, to the east (m)</source>
        <translation>ΔY，向东（米）</translation>
    </message>
    <message>
        <source>Rotation (″)</source>
        <translation>旋转角（″）</translation>
    </message>
    <message>
        <source>A positive rotation turns</source>
        <translation>旋转角为正时</translation>
    </message>
    <message>
        <source>clockwise</source>
        <translation>顺时针旋转</translation>
    </message>
    <message>
        <source>counterclockwise</source>
        <translation>逆时针旋转</translation>
    </message>
</context>
<context>
    <name>shapes</name>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>线</translation>
    </message>
    <message>
        <source>areas</source>
        <translation>面</translation>
    </message>
    <message>
        <source>of any sort</source>
        <translation>不限</translation>
    </message>
</context>
<context>
    <name>spans</name>
    <message>
        <source>day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>quarter</source>
        <translation>季度</translation>
    </message>
    <message>
        <source>half-year</source>
        <translation>半年</translation>
    </message>
    <message>
        <source>year</source>
        <translation>年</translation>
    </message>
</context>
<context>
    <name>summary</name>
    <message>
        <source>{0} features</source>
        <translation>{0} 个要素</translation>
    </message>
    <message>
        <source>{0} sheets, {1} results</source>
        <translation>{0} 个工作表，{1} 个监测值</translation>
    </message>
    <message>
        <source>Monitoring results</source>
        <translation>监测结果表</translation>
    </message>
    <message>
        <source>left out, as you said</source>
        <translation>按您的选择未加入</translation>
    </message>
    <message>
        <source>no table of results found in it</source>
        <translation>其中没有监测结果表</translation>
    </message>
    <message>
        <source>not a data file</source>
        <translation>不是数据文件</translation>
    </message>
    <message>
        <source>Layers ({0})</source>
        <translation>图层（{0}）</translation>
    </message>
    <message>
        <source>Tables ({0})</source>
        <translation>数据表（{0}）</translation>
    </message>
    <message>
        <source>Cannot be used ({0})</source>
        <translation>不能使用（{0}）</translation>
    </message>
    <message>
        <source>Not taken in ({0})</source>
        <translation>未加入（{0}）</translation>
    </message>
    <message>
        <source>Remarks ({0})</source>
        <translation>说明（{0}）</translation>
    </message>
    <message>
        <source>change</source>
        <translation>更改</translation>
    </message>
</context>
</TS>
